/** A table of the analytics system beside the demo. */
export interface Table {
  /** Below the folder of the system. */
  readonly file: string;
  readonly columns: string;
}

const ANALYTICS = 'prompts/analytics/analytics.db';

const measured = (columns: string): Table => ({
  file: ANALYTICS,
  columns: `id INTEGER PRIMARY KEY, prompt_id TEXT, ${columns}, timestamp TEXT, metadata TEXT,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP`,
});

/** The name of a table. */
export type TableName =
  | 'stored_prompts'
  | 'performance_metrics'
  | 'cost_metrics'
  | 'quality_metrics'
  | 'optimization_recommendations'
  | 'quality_assessments'
  | 'optimizations';

/** The tables that the demo keeps, in the schema of the system. `prompt_id` is an id as text. */
export const TABLES: Readonly<Record<TableName, Table>> = {
  stored_prompts: {
    file: 'prompts/prompt_templates.db',
    columns: `id INTEGER PRIMARY KEY, agent_type TEXT, prompt_text TEXT, created_at TEXT, version TEXT,
      is_active INTEGER`,
  },
  performance_metrics: measured(`response_time REAL, token_count INTEGER, success_rate REAL,
    error_rate REAL, user_satisfaction REAL`),
  cost_metrics: measured(`input_tokens INTEGER, output_tokens INTEGER, total_cost REAL,
    cost_per_request REAL, model_used TEXT`),
  quality_metrics: measured(`clarity_score REAL, relevance_score REAL, completeness_score REAL,
    consistency_score REAL, overall_quality REAL`),
  optimization_recommendations: measured(`recommendation_type TEXT, description TEXT,
    expected_improvement REAL, confidence_score REAL, implementation_effort TEXT, priority TEXT,
    status TEXT`),
  quality_assessments: {
    file: 'prompts/analytics/prompt_quality.db',
    columns: `id INTEGER PRIMARY KEY, prompt_id TEXT, overall_score REAL, quality_level TEXT,
      dimension_scores TEXT, strengths TEXT, weaknesses TEXT, improvement_priority TEXT,
      assessment_date TEXT`,
  },
  optimizations: {
    file: 'prompts/optimization/optimization.db',
    columns: `optimization_id TEXT PRIMARY KEY, prompt_id TEXT, optimization_type TEXT,
      improvement_score REAL, performance_gain REAL, cost_reduction REAL, confidence_score REAL,
      status TEXT, created_at TEXT, applied_at TEXT, rolled_back_at TEXT`,
  },
};

/** Those that grow with each answer. */
export const GROWING: readonly TableName[] = [
  'performance_metrics',
  'cost_metrics',
  'quality_metrics',
  'quality_assessments',
];
