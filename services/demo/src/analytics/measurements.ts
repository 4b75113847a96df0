import type { AgentUsage } from '../agents/delivery-state.js';
import type { Random } from '../random.js';
import type { Row } from './analytics-files.js';
import { costOf } from './prices.js';
import type { TableName } from './tables.js';
import { localTime, utcTime } from './times.js';

/** What was measured, of which prompt, and when. */
export interface Moment {
  readonly promptId: string;
  readonly at: Date;
}

/** An answer, as it is measured. */
export interface MeasuredAnswer extends Omit<AgentUsage, 'promptVersion'> {
  readonly durationMs: number;
  readonly succeeded: boolean;
  /** 0 to 1. */
  readonly satisfaction: number;
}

/** Levels of quality, the best first, from the score on that they begin with. */
const LEVELS = [
  { from: 0.9, level: 'excellent', priority: 'low' },
  { from: 0.75, level: 'good', priority: 'low' },
  { from: 0.6, level: 'fair', priority: 'medium' },
  { from: 0, level: 'poor', priority: 'high' },
] as const;

/** From this score on, a dimension counts as a strength. */
const STRONG = 0.8;

/** A share that is drawn around a mean. */
export const shareAround = (mean: number, deviation: number, random: Random): number =>
  Math.min(1, Math.max(0, mean + deviation * random.normal()));

/** A row of a table of measurements. */
export const measurement = (
  table: TableName,
  { promptId, at }: Moment,
  values: Row['values'],
): Row => ({
  table,
  values: {
    prompt_id: promptId,
    ...values,
    timestamp: localTime(at),
    metadata: '{}',
    created_at: utcTime(at),
  },
});

/** What is measured of each answer, of one that failed as well: its performance and its cost. */
export function answerRows(moment: Moment, answer: MeasuredAnswer): readonly Row[] {
  const { inputTokens, outputTokens, model, succeeded } = answer;
  const cost = costOf(answer);
  return [
    measurement('performance_metrics', moment, {
      response_time: answer.durationMs / 1000,
      token_count: inputTokens + outputTokens,
      success_rate: succeeded ? 1 : 0,
      error_rate: succeeded ? 0 : 1,
      user_satisfaction: answer.satisfaction,
    }),
    measurement('cost_metrics', moment, {
      input_tokens: inputTokens,
      output_tokens: outputTokens,
      total_cost: cost,
      cost_per_request: cost,
      model_used: model,
    }),
  ];
}

/** A score that an answer was given, with its dimensions drawn close to it. */
export function qualityRow(moment: Moment, score: number, random: Random): Row {
  const { clarity, relevance, completeness, consistency } = dimensionsOf(score, random);
  return measurement('quality_metrics', moment, {
    clarity_score: clarity,
    relevance_score: relevance,
    completeness_score: completeness,
    consistency_score: consistency,
    overall_quality: score,
  });
}

/** A score in words. */
export function assessmentRow({ promptId, at }: Moment, score: number, random: Random): Row {
  const dimensions = dimensionsOf(score, random);
  const { level, priority } = LEVELS.find(({ from }) => score >= from) ?? LEVELS[3];
  const names = (isStrong: boolean): string =>
    JSON.stringify(
      Object.entries(dimensions)
        .filter(([, value]) => value >= STRONG === isStrong)
        .map(([name]) => name),
    );
  return {
    table: 'quality_assessments',
    values: {
      prompt_id: promptId,
      overall_score: score,
      quality_level: level,
      dimension_scores: JSON.stringify(dimensions),
      strengths: names(true),
      weaknesses: names(false),
      improvement_priority: priority,
      assessment_date: localTime(at),
    },
  };
}

function dimensionsOf(score: number, random: Random) {
  const near = (): number => shareAround(score, 0.02, random);
  return { clarity: near(), relevance: near(), completeness: near(), consistency: near() };
}
