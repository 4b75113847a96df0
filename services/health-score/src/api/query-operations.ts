import {
  badParameters,
  defineOperation,
  prepare,
  TIME_FORMATS,
  timeParameter,
  type Operation,
  type PreparedAnswer,
} from '@agent-vitals/http';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { CostReporter } from '../cost/cost-reporter.js';
import type { HistoryReader } from '../history.js';
import {
  costReportSchema,
  historySchema,
  recommendationsAnswerSchema,
  type Recommendation,
  type RecommendationsAnswer,
} from '../report.js';

const STEP = { least: 10, most: 86_400 } as const;
/** Steps to choose from when none is given: the shortest that gives at most 300 points. */
const STEPS = [10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200, STEP.most];
const DEFAULT_POINTS = 300;
/** As many as a wide screen has pixels; far below the 11 000 that Prometheus allows. */
const MOST_POINTS = 2000;
const CACHE_BYTES = 16 * 2 ** 20;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Options of {@link createQueryOperations}. */
export interface QueryOperationsOptions {
  readonly history: HistoryReader;
  readonly cost: CostReporter;
  readonly recommend: () => Promise<readonly Recommendation[]>;
  /** How far back it may be asked, in days. */
  readonly retentionDays: number;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

const query = {
  contentType: 'application/json',
  kind: 'query',
  problems: [400, 502, 503],
} as const;

/** What asks Prometheus when it is asked: history, cost, recommendations. */
export function createQueryOperations(options: QueryOperationsOptions): Operation[] {
  const { history, cost, recommend, retentionDays, clock } = options;
  /** Callers that ask the same at the same time share one answer. */
  const cache = new LRUCache<string, PreparedAnswer, () => Promise<unknown>>({
    max: 200,
    maxSize: CACHE_BYTES,
    sizeCalculation: ({ body }) => body.length,
    ttl: 1,
    fetchMethod: async (_key, _stale, { context }) => prepare(await context()),
  });
  const shared = (
    seconds: number,
    key: readonly unknown[],
    ask: () => Promise<unknown>,
  ): Promise<PreparedAnswer> =>
    cache.forceFetch(JSON.stringify(key), { context: ask, ttl: seconds * 1000 });

  const rangeOf = (
    { from, to }: { from?: Date | undefined; to?: Date | undefined },
    defaultMs: number,
  ): { from: Date; to: Date } => {
    const now = clock();
    const end = to ?? new Date(now);
    const begin = from ?? new Date(end.getTime() - defaultMs);
    const oldest = new Date(now - retentionDays * DAY_MS);
    if (end.getTime() > now + HOUR_MS) {
      throw outside('to', end, `at most the present, ${new Date(now).toISOString()}`);
    }
    if (begin >= end) throw outside('from', begin, `before to, which is ${end.toISOString()}`);
    if (begin < oldest) {
      throw outside(
        'from',
        begin,
        `at least ${oldest.toISOString()}: vitals.yaml keeps data for ${retentionDays} days`,
      );
    }
    return { from: begin, to: end };
  };

  return [
    defineOperation({
      ...query,
      id: 'getHistory',
      path: '/api/v1/health/history',
      summary: 'The scores of the whole and of each component over time.',
      maxAgeSeconds: 5,
      queryParameters: z.strictObject({
        from: timeParameter
          .optional()
          .meta({ description: `Default: an hour before to. ${TIME_FORMATS}.` }),
        to: timeParameter.optional().meta({ description: `Default: now. ${TIME_FORMATS}.` }),
        step: z.coerce
          .number(`a whole number of seconds from ${STEP.least} to ${STEP.most}`)
          .int(`a whole number of seconds from ${STEP.least} to ${STEP.most}`)
          .min(STEP.least, `a whole number of seconds from ${STEP.least} to ${STEP.most}`)
          .max(STEP.most, `a whole number of seconds from ${STEP.least} to ${STEP.most}`)
          .optional()
          .meta({ description: 'Seconds. Default: what gives at most 300 points.' }),
      }),
      schema: historySchema,
      answer: (_path, asked) => {
        const range = rangeOf(asked, HOUR_MS);
        const seconds = (range.to.getTime() - range.from.getTime()) / 1000;
        const stepSeconds =
          asked.step ?? STEPS.find((step) => seconds / step <= DEFAULT_POINTS) ?? STEP.most;
        if (seconds / stepSeconds > MOST_POINTS) {
          throw badParameters([
            {
              name: 'step',
              value: String(asked.step),
              allowed: `at least ${Math.ceil(seconds / MOST_POINTS)} for this range: an answer has at most ${MOST_POINTS} points`,
            },
          ]);
        }
        return shared(5, ['history', asked, stepSeconds], () =>
          history.read({ ...range, stepSeconds }),
        );
      },
    }),
    defineOperation({
      ...query,
      id: 'getRecommendations',
      path: '/api/v1/recommendations',
      summary: 'What to do, with the evidence and what it would gain.',
      maxAgeSeconds: 30,
      schema: recommendationsAnswerSchema,
      problems: [502, 503],
      answer: () =>
        shared(60, ['recommendations'], async (): Promise<RecommendationsAnswer> => {
          const recommendations = [...(await recommend())];
          return { evaluatedAt: new Date(clock()).toISOString(), recommendations };
        }),
    }),
    defineOperation({
      ...query,
      id: 'getCost',
      path: '/api/v1/cost',
      summary: 'What calls to models cost, and a forecast to the end of the month.',
      maxAgeSeconds: 30,
      queryParameters: z.strictObject({
        by: z.enum(['agent', 'workflow', 'model', 'prompt']).default('agent'),
        from: timeParameter
          .optional()
          .meta({ description: `Default: a day before to. ${TIME_FORMATS}.` }),
        to: timeParameter.optional().meta({ description: `Default: now. ${TIME_FORMATS}.` }),
      }),
      schema: costReportSchema,
      answer: (_path, asked) => {
        const range = rangeOf(asked, DAY_MS);
        return shared(30, ['cost', asked], () => cost.report({ by: asked.by, ...range }));
      },
    }),
  ];
}

function outside(name: string, value: Date, allowed: string): Error {
  return badParameters([{ name, value: value.toISOString(), allowed }]);
}
