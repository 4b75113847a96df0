import type { z } from 'zod';
import { CONFIDENCE } from '../comparison/confidence.js';
import { MEASURES } from '../comparison/measures.js';
import type { Sample } from '../comparison/sample.js';
import type { Evidence, MeasureEvidence } from '../evidence/compare-versions.js';
import type { QualityCorrelation } from '../evidence/correlate-versions.js';
import type { PromptHistory, PromptVersion } from '../evidence/prompt-history.js';
import type { TimeRange } from '../measured/time-range.js';
import type { comparisonSchema, correlationSchema, promptsSchema } from './prompt-answers.js';
import { isoOf } from './time-range.js';

const spanOf = ({ from, to }: TimeRange) => ({ from: isoOf(from), to: isoOf(to) });

/** The answer about prompts. */
export const promptsAnswer = (
  range: TimeRange,
  prompts: readonly PromptHistory[],
): z.input<typeof promptsSchema> => ({
  ...spanOf(range),
  prompts: prompts.map(({ name, versions }) => ({ name, versions: versions.map(versionAnswer) })),
});

/** The answer about two versions. */
export const comparisonAnswer = (
  range: TimeRange,
  { promptName, older, newer, measures }: Evidence,
): z.input<typeof comparisonSchema> => ({
  ...spanOf(range),
  prompt: promptName,
  older: versionAnswer(older),
  newer: versionAnswer(newer),
  confidence: CONFIDENCE,
  measures: measures.map(measureAnswer),
});

/** The answer about quality and what it goes together with. */
export const correlationAnswer = (
  range: TimeRange,
  prompt: string,
  correlations: readonly QualityCorrelation[],
): z.input<typeof correlationSchema> => ({
  ...spanOf(range),
  prompt,
  confidence: CONFIDENCE,
  correlations: correlations.map((each) => ({
    measure: each.measure,
    title: MEASURES[each.measure].title,
    evaluation: each.evaluation ?? null,
    evaluationSource: each.evaluationSource ?? null,
    source: each.source ?? null,
    versions: each.count,
    coefficient: each.coefficient ?? null,
    interval: pairOf(each.interval),
    sentence: each.sentence,
  })),
});

const versionAnswer = ({ version, firstUse, lastUse, calls }: PromptVersion) => ({
  version,
  firstUse: isoOf(firstUse),
  lastUse: isoOf(lastUse),
  calls: Math.round(calls),
});

function measureAnswer(evidence: MeasureEvidence) {
  const { measure, source, evaluation, older, newer, difference, ratio, interval, verdict } =
    evidence;
  const { title, unit, better } = MEASURES[measure];
  const known = Math.min(older.count, newer.count) > 0;
  return {
    measure,
    title,
    unit,
    better,
    source: source ?? null,
    evaluation: evaluation ?? null,
    older: sampleAnswer(older),
    newer: sampleAnswer(newer),
    difference: known ? difference : null,
    ratio: known ? (ratio ?? null) : null,
    interval: pairOf(interval),
    verdict,
  };
}

/** What Prometheus counts of a time it estimates at its ends. */
const sampleAnswer = ({ count, mean }: Sample) => ({
  count: Math.round(count),
  mean: count > 0 ? mean : null,
});

const pairOf = (pair: readonly [number, number] | undefined): [number, number] | null =>
  pair === undefined ? null : [...pair];
