import type { EvaluationResult } from '@agent-vitals/instrumentation';
import type { Logger } from 'pino';
import type { AgentOutcome } from '../agents/agent-runner.js';
import { undoneIn } from '../agents/answer-evaluation.js';
import type { Random } from '../random.js';
import { type AnalyticsFiles, openAnalyticsFiles } from './analytics-files.js';
import { forgetOldRows } from './forget-old-rows.js';
import { answerRows, assessmentRow, qualityRow, shareAround } from './measurements.js';
import { pastRows } from './past.js';
import { markActive, promptId } from './stored-prompts.js';

/** Options of {@link createAnalyticsRecorder}. */
export interface AnalyticsRecorderOptions {
  readonly random: Random;
  readonly log: Pick<Logger, 'warn'>;
  /** Default: the time of the machine. */
  readonly clock?: () => Date;
}

/** Keeps the files of the analytics system beside the demo. Nothing of it throws. */
export interface AnalyticsRecorder {
  /** Adds what was measured of an agent's run. */
  readonly answered: (outcome: AgentOutcome) => void;
  /** Adds the score of an answer. */
  readonly evaluated: (evaluation: EvaluationResult) => void;
  /** Closes the files; what is recorded after is lost. */
  readonly close: () => void;
}

/** How users like an answer. */
const SATISFACTION = { mean: 0.9, failed: 0.2, deviation: 0.05, forEachUndone: 0.1 } as const;

/** The part of the scores that are given in words as well. */
const ASSESSED_SHARE = 0.05;

const FORGET_EVERY_MS = 10 * 60_000;

/**
 * Opens the files, with a past when they are new. A disk that cannot be written to is told once, and
 * nothing else comes of it.
 * @param folder of the analytics system
 */
export function createAnalyticsRecorder(
  folder: string,
  { random, log, clock = () => new Date() }: AnalyticsRecorderOptions,
): AnalyticsRecorder {
  let files: AnalyticsFiles | undefined;
  let told = false;
  const guarded = (write: () => void): void => {
    try {
      write();
    } catch (error) {
      if (!told) log.warn({ err: error, folder }, 'the prompt analytics cannot be written');
      told = true;
    }
  };
  const writing = (write: (files: AnalyticsFiles) => void): void =>
    guarded(() => {
      if (files !== undefined) write(files);
    });

  guarded(() => {
    const now = clock();
    files = openAnalyticsFiles(folder, () => pastRows(now));
  });
  const housekeeping = setInterval(() => writing(forgetOldRows), FORGET_EVERY_MS).unref();

  return {
    answered: ({ agent: name, promptVersion: version, content, ...answer }) =>
      writing((open) => {
        const at = clock();
        const moment = { promptId: promptId(open, { name, version }, at), at };
        const mean =
          content === undefined
            ? SATISFACTION.failed
            : SATISFACTION.mean - SATISFACTION.forEachUndone * undoneIn(content);
        const satisfaction = shareAround(mean, SATISFACTION.deviation, random);
        const succeeded = content !== undefined;
        answerRows(moment, { ...answer, succeeded, satisfaction }).forEach(open.add);
        markActive(open, { name, version });
      }),
    evaluated: ({ prompt, value }) =>
      writing((open) => {
        if (prompt?.version === undefined || value === undefined) return;
        const { name, version } = prompt;
        const at = clock();
        const moment = { promptId: promptId(open, { name, version: Number(version) }, at), at };
        open.add(qualityRow(moment, value, random));
        if (random.chance(ASSESSED_SHARE)) open.add(assessmentRow(moment, value, random));
      }),
    close: () => {
      clearInterval(housekeeping);
      writing((open) => open.close());
      files = undefined;
    },
  };
}
