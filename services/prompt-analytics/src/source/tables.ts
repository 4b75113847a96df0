import type { Fact } from '../fact.js';

/** A table of the analytics system. Columns that a version of it lacks are left out. */
export interface SourceTable {
  /** In the folder of the system. */
  readonly file: string;
  readonly table: string;
  readonly kind: Fact['kind'];
  /** The column that tells when; the first that is there. */
  readonly time: readonly string[];
  /** Columns of numbers that are taken. */
  readonly values: readonly string[];
  /** Columns of words that are taken. */
  readonly words: readonly string[];
  /**
   * Whether rows change after they are written: then each of these columns tells of an event of its
   * own, at the time that it holds. Else rows are only added.
   */
  readonly events?: Readonly<Record<string, string>>;
}

const ANALYTICS = 'prompts/analytics/analytics.db';

/** All that is read. Tables of predictions and of models are not: they are no measurements. */
export const SOURCE_TABLES: readonly SourceTable[] = [
  {
    file: ANALYTICS,
    table: 'performance_metrics',
    kind: 'measurement',
    time: ['timestamp', 'created_at'],
    values: ['response_time', 'token_count', 'success_rate', 'error_rate', 'user_satisfaction'],
    words: [],
  },
  {
    file: ANALYTICS,
    table: 'cost_metrics',
    kind: 'measurement',
    time: ['timestamp', 'created_at'],
    values: ['input_tokens', 'output_tokens', 'total_cost', 'cost_per_request'],
    words: ['model_used'],
  },
  {
    file: ANALYTICS,
    table: 'quality_metrics',
    kind: 'measurement',
    time: ['timestamp', 'created_at'],
    values: [
      'clarity_score',
      'relevance_score',
      'completeness_score',
      'consistency_score',
      'overall_quality',
    ],
    words: [],
  },
  {
    file: ANALYTICS,
    table: 'optimization_recommendations',
    kind: 'recommendation',
    time: ['timestamp', 'created_at'],
    values: ['expected_improvement', 'confidence_score'],
    words: ['recommendation_type', 'description', 'implementation_effort', 'priority', 'status'],
  },
  {
    file: 'prompts/analytics/prompt_quality.db',
    table: 'quality_assessments',
    kind: 'assessment',
    time: ['assessment_date', 'created_at'],
    values: ['overall_score'],
    words: ['quality_level', 'strengths', 'weaknesses', 'improvement_priority'],
  },
  {
    file: 'prompts/optimization/optimization.db',
    table: 'optimizations',
    kind: 'optimisation',
    time: ['created_at'],
    values: ['improvement_score', 'performance_gain', 'cost_reduction', 'confidence_score'],
    words: ['optimization_id', 'optimization_type'],
    events: { applied_at: 'applied', rolled_back_at: 'rolled back' },
  },
];
