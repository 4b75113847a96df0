import type { Component, IndicatorKey } from '@agent-vitals/config';

/** What an alert about an indicator is called, and what it says in one line. */
export interface Wording {
  /** In CamelCase; `runbooks/<name>.md` exists. */
  readonly name: string;
  /**
   * Follows the subject; `VALUE` stands for the value with its unit, `KIND` for the most frequent
   * kind of failure, such as ", mostly with timeout", where it is known.
   */
  readonly says: string;
}

const row = (name: string, says: string): Wording => ({ name, says });

/** The wording of the alerts about every indicator. */
export const WORDING: Readonly<Record<IndicatorKey, Wording>> = {
  'agents.errorRatio': row('AgentErrorRatioHigh', 'fails in VALUE of its calls'),
  'agents.durationP95': row('AgentDurationHigh', 'takes VALUE for its slowest calls'),
  'agents.slowdown': row('AgentSlowerThanUsual', 'takes VALUE as long as usual'),
  'agents.callsPerInvocation': row('AgentLooping', 'calls models VALUE in one invocation'),
  'agents.toolErrorRatio': row('AgentToolErrorRatioHigh', 'fails in VALUE of its tool calls'),
  'agents.stalled': row('AgentStalled', 'has ended none of its open calls for VALUE'),
  'agents.throughput': row('AgentThroughputLow', 'completes VALUE of its usual calls'),
  'agents.silence': row(
    'AgentSilent',
    'has done nothing for VALUE, unlike at this time of other days',
  ),
  'workflows.errorRatio': row('WorkflowErrorRatioHigh', 'fails in VALUE of its runs'),
  'workflows.durationP95': row('WorkflowDurationHigh', 'takes VALUE for its slowest runs'),
  'workflows.slowdown': row('WorkflowSlowerThanUsual', 'takes VALUE as long as usual'),
  'workflows.stalled': row('WorkflowStuck', 'has ended none of its open runs for VALUE'),
  'workflows.throughput': row('WorkflowThroughputLow', 'completes VALUE of its usual runs'),
  'workflows.sloBudget': row('WorkflowErrorBudgetLow', 'has VALUE of its error budget left'),
  'models.errorRatio': row('ModelErrorRatioHigh', 'fails in VALUE of its callsKIND'),
  'models.rateLimitRatio': row('ModelRateLimited', 'rejects VALUE of its calls for their rate'),
  'models.timeToFirstChunkP95': row('ModelFirstChunkSlow', 'needs VALUE to begin its answers'),
  'models.slowdown': row('ModelSlowerThanUsual', 'takes VALUE as long as usual for a token'),
  'models.unpricedRatio': row('ModelCallsUnpriced', 'has no known price in VALUE of its calls'),
  'models.availability': row('ModelProbeFailing', 'answers VALUE of its probes'),
  'prompts.quality': row('PromptQualityDropped', 'scores VALUE of its usual quality'),
  'prompts.outputTokens': row('PromptAnswersLong', 'gets answers VALUE as long as usual'),
  'cost.slowBurn': row('MonthlyBudgetAtRisk', 'will use VALUE of the month’s budget'),
  'cost.dailyBudget': row('DailyBudgetExceeded', 'used VALUE of the day’s budget'),
  'cost.hourlyBudget': row('HourlyBudgetExceeded', 'uses VALUE of the hour’s budget'),
  'cost.costPerCall': row('CallCostHigh', 'is VALUE as high per call as usual'),
  'cost.tokensPerCall': row('CallTokensHigh', 'comes from VALUE as many tokens per call as usual'),
  'apis.errorRatio': row('ApiErrorRatioHigh', 'fails in VALUE of its requests'),
  'apis.durationP95': row('ApiDurationHigh', 'takes VALUE for its slowest requests'),
  'apis.slowdown': row('ApiSlowerThanUsual', 'takes VALUE as long as usual'),
  'apis.availability': row('ApiProbeFailing', 'answers VALUE of its probes as expected'),
  'apis.sloBudget': row('ApiErrorBudgetLow', 'has VALUE of its error budget left'),
  'externalApis.errorRatio': row('ExternalApiErrorRatioHigh', 'fails in VALUE of the requests'),
  'externalApis.durationP95': row('ExternalApiSlow', 'takes VALUE for the slowest requests'),
  'externalApis.availability': row('ExternalApiProbeFailing', 'answers VALUE of its probes'),
  'database.availability': row('DatabaseDown', 'answered in VALUE of the looks at it'),
  'database.errorRatio': row('DatabaseErrorRatioHigh', 'fails in VALUE of its operations'),
  'database.durationP95': row('DatabaseSlow', 'takes VALUE for its slowest operations'),
  'database.promptLookupP95': row('PromptStoreSlow', 'takes VALUE to look a prompt up'),
  'database.connections': row('DatabaseConnectionsHigh', 'has VALUE of its connections in use'),
  'database.poolPending': row('DatabasePoolExhausted', 'keeps VALUE waiting for a connection'),
  'database.cacheHitRatio': row('DatabaseCacheHitRatioLow', 'finds VALUE of its blocks in cache'),
  'database.waitingBackends': row('DatabaseLockWaits', 'keeps VALUE waiting for a lock'),
  'database.deadlocks': row('DatabaseDeadlocks', 'has VALUE of deadlocks'),
  'resources.cpu': row('HostCpuHigh', 'has VALUE of its CPU in use'),
  'resources.memory': row('HostMemoryHigh', 'has VALUE of its memory in use'),
  'resources.disk': row('HostDiskAlmostFull', 'has VALUE of its fullest file system in use'),
  'resources.networkErrors': row('HostNetworkErrors', 'has VALUE of network errors'),
  'resources.processCpu': row('ProcessCpuHigh', 'uses VALUE of CPU'),
  'resources.eventLoopDelay': row('EventLoopDelayed', 'is VALUE late with what is due'),
  'resources.memoryGrowth': row('ProcessMemoryGrowing', 'grows by VALUE'),
  'resources.staleness': row('TelemetryMissing', 'has sent no metrics for VALUE'),
};

const OF_SERVICE = '{{ with $labels.service_name }} of {{ . }}{{ end }}';
const FOR_SERVICE = '{{ with $labels.service_name }}, used by {{ . }},{{ end }}';
const ITEM = '{{ $labels.item }}';

/** What an alert of a component is about. */
export const SUBJECT: Readonly<Record<Component, string>> = {
  agents: `Agent ${ITEM}${OF_SERVICE}`,
  workflows: `Workflow ${ITEM}${OF_SERVICE}`,
  models: `Model ${ITEM}${FOR_SERVICE}`,
  prompts: `Prompt ${ITEM}${OF_SERVICE}`,
  cost: `Cost of ${ITEM}${OF_SERVICE}`,
  apis: `${ITEM}${OF_SERVICE}`,
  externalApis: `External API ${ITEM}${FOR_SERVICE}`,
  database: `Database ${ITEM}${FOR_SERVICE}`,
  resources: ITEM,
};
