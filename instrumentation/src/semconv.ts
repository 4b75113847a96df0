/**
 * The telemetry contract: every attribute, metric, unit, bucket list and Prometheus name, once.
 *
 * GenAI names follow the OpenTelemetry GenAI semantic conventions
 * (https://github.com/open-telemetry/semantic-conventions-genai), which are all still in
 * development: a rename happens here and nowhere else. Names that begin with `agent_vitals.`
 * are this project's own, where the conventions have none.
 *
 * This module has no imports, so that rules, dashboards and tests can read it without the SDK.
 */

/** Attributes of GenAI spans and metrics. */
export const ATTR = {
  operationName: 'gen_ai.operation.name',
  providerName: 'gen_ai.provider.name',
  requestModel: 'gen_ai.request.model',
  responseModel: 'gen_ai.response.model',
  responseId: 'gen_ai.response.id',
  responseFinishReasons: 'gen_ai.response.finish_reasons',
  responseTimeToFirstChunk: 'gen_ai.response.time_to_first_chunk',
  requestTemperature: 'gen_ai.request.temperature',
  requestTopP: 'gen_ai.request.top_p',
  requestMaxTokens: 'gen_ai.request.max_tokens',
  requestSeed: 'gen_ai.request.seed',
  requestTopK: 'gen_ai.request.top_k',
  requestFrequencyPenalty: 'gen_ai.request.frequency_penalty',
  requestPresencePenalty: 'gen_ai.request.presence_penalty',
  requestChoiceCount: 'gen_ai.request.choice.count',
  requestStream: 'gen_ai.request.stream',
  conversationId: 'gen_ai.conversation.id',
  workflowName: 'gen_ai.workflow.name',
  agentName: 'gen_ai.agent.name',
  agentVersion: 'gen_ai.agent.version',
  promptName: 'gen_ai.prompt.name',
  promptVersion: 'gen_ai.prompt.version',
  toolName: 'gen_ai.tool.name',
  toolCallId: 'gen_ai.tool.call.id',
  toolType: 'gen_ai.tool.type',
  tokenModality: 'gen_ai.token.modality',
  usageInputTokens: 'gen_ai.usage.input_tokens',
  usageOutputTokens: 'gen_ai.usage.output_tokens',
  usageCacheReadInputTokens: 'gen_ai.usage.cache_read.input_tokens',
  usageCacheWriteInputTokens: 'gen_ai.usage.cache_write.input_tokens',
  usageReasoningOutputTokens: 'gen_ai.usage.reasoning.output_tokens',
  mcpMethodName: 'mcp.method.name',
  /** On spans only, as every id. */
  mcpSessionId: 'mcp.session.id',
  mcpProtocolVersion: 'mcp.protocol.version',
  mcpResourceUri: 'mcp.resource.uri',
  jsonrpcRequestId: 'jsonrpc.request.id',
  rpcResponseStatusCode: 'rpc.response.status_code',
  networkTransport: 'network.transport',
  networkProtocolName: 'network.protocol.name',
  inputMessages: 'gen_ai.input.messages',
  outputMessages: 'gen_ai.output.messages',
  systemInstructions: 'gen_ai.system_instructions',
  evaluationName: 'gen_ai.evaluation.name',
  evaluationScoreValue: 'gen_ai.evaluation.score.value',
  evaluationScoreLabel: 'gen_ai.evaluation.score.label',
  evaluationExplanation: 'gen_ai.evaluation.explanation',
  errorType: 'error.type',
  serverAddress: 'server.address',
  serverPort: 'server.port',
  dbSystemName: 'db.system.name',
  dbNamespace: 'db.namespace',
  dbOperationName: 'db.operation.name',
  dbCollectionName: 'db.collection.name',
  messagingSystem: 'messaging.system',
  messagingOperationName: 'messaging.operation.name',
  messagingOperationType: 'messaging.operation.type',
  messagingDestinationName: 'messaging.destination.name',
  /** On spans only, as every id. */
  messagingMessageId: 'messaging.message.id',
  messagingBatchMessageCount: 'messaging.batch.message_count',
  /** Cost of one call in US dollars, on spans. Absent when the model's price is not known. */
  llmCost: 'agent_vitals.llm.cost',
  /** True on events whose message content was cut at the limit. */
  contentTruncated: 'agent_vitals.content.truncated',
  /** A guardrail of the OpenAI Agents SDK, and whether it stopped the run. On spans only. */
  guardrailName: 'agent_vitals.guardrail.name',
  guardrailTriggered: 'agent_vitals.guardrail.triggered',
  /** The agent that an agent handed over to. On spans only. */
  handoffTarget: 'agent_vitals.handoff.target',
  /** Where prompts are kept: the name that the application gave its store. */
  promptStore: 'agent_vitals.prompt.store',
  /** Whether a cache had the prompt that it was asked for: `hit` or `miss`. */
  promptCacheResult: 'agent_vitals.prompt.cache.result',
  /** The attribute whose values a limiter folded into `other`. */
  limitedAttribute: 'agent_vitals.limited.attribute',
} as const;

/** Names of log events. */
export const EVENT = {
  /** What a call to a model was asked and answered; only where content is captured. */
  inferenceDetails: 'gen_ai.client.inference.operation.details',
  evaluationResult: 'gen_ai.evaluation.result',
  /** One of the slowest statements of a database, as the Collector's receiver names it. */
  topQuery: 'db.server.top_query',
} as const;

/** Values of `gen_ai.operation.name`. */
export const OPERATION = {
  chat: 'chat',
  generateContent: 'generate_content',
  textCompletion: 'text_completion',
  embeddings: 'embeddings',
  invokeAgent: 'invoke_agent',
  invokeWorkflow: 'invoke_workflow',
  executeTool: 'execute_tool',
  /** Steps of an agent that the conventions have no operation for. */
  guardrail: 'guardrail',
  handoff: 'handoff',
} as const;

/**
 * Values of `error.type` on GenAI spans and metrics: what went wrong, from a bounded set, so that
 * it can be a label. What fits none of them is `other`.
 */
export const ERROR_CATEGORIES = [
  'rate_limit',
  'timeout',
  'auth',
  'content_filter',
  'bad_request',
  'server',
  'network',
  'cancelled',
  'other',
] as const;

/** One of {@link ERROR_CATEGORIES}. */
export type ErrorCategory = (typeof ERROR_CATEGORIES)[number];

/**
 * Values of `error.type` on MCP spans and metrics beyond {@link ERROR_CATEGORIES} and the codes of
 * JSON-RPC: the tool ran, and said in its result that it failed.
 */
export const MCP_TOOL_ERROR = 'tool_error';

/** Span names, built from the low-cardinality parts that the conventions name. */
export const spanName = {
  workflow: (name: string): string => `${OPERATION.invokeWorkflow} ${name}`,
  agent: (name: string | undefined): string =>
    name === undefined ? OPERATION.invokeAgent : `${OPERATION.invokeAgent} ${name}`,
  tool: (name: string): string => `${OPERATION.executeTool} ${name}`,
  guardrail: (name: string): string => `${OPERATION.guardrail} ${name}`,
  handoff: (target: string | undefined): string =>
    target === undefined ? OPERATION.handoff : `${OPERATION.handoff} ${target}`,
  inference: (operation: string, model: string): string => `${operation} ${model}`,
  /** `target` is the name of a tool or a prompt. */
  mcp: (method: string, target: string | undefined): string =>
    target === undefined ? method : `${method} ${target}`,
} as const;

const geometric = (first: number, factor: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => Number((first * factor ** i).toPrecision(12)));

/** The bucket lists in use. */
export type BucketKey =
  | 'inferenceSeconds'
  | 'agentSeconds'
  | 'workflowSeconds'
  | 'callsPerInvocation'
  | 'tokensPerCall'
  | 'mcpSeconds'
  | 'databaseSeconds'
  | 'messagingSeconds'
  | 'score';

/** Upper bounds of histogram buckets, in the metric's unit. */
export const BUCKETS: Readonly<Record<BucketKey, readonly number[]>> = {
  /** 0.01 s to 327.68 s, doubling: the conventions end at 81.92 s, slow reasoning calls do not. */
  inferenceSeconds: geometric(0.01, 2, 16),
  /** 0.1 s to 409.6 s, doubling. */
  agentSeconds: geometric(0.1, 2, 13),
  /** 1 s to 2 h. */
  workflowSeconds: [1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200],
  /** 1 to 128, doubling. */
  callsPerInvocation: geometric(1, 2, 8),
  /** 1 to 67108864, times 4. */
  tokensPerCall: geometric(1, 4, 14),
  /** Scores from 0 to 1 in twentieths, to 10 in ones, to 100 in tens: the usual scales. */
  score: [
    ...Array.from({ length: 21 }, (_, i) => i / 20),
    ...Array.from({ length: 9 }, (_, i) => i + 2),
    ...Array.from({ length: 9 }, (_, i) => (i + 2) * 10),
  ],
  /** 0.01 s to 5 min. */
  mcpSeconds: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300],
  /** 1 ms to 10 s. */
  databaseSeconds: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10],
  /** 5 ms to 10 min: the conventions end at 10 s, a job that an agent does takes longer. */
  messagingSeconds: [
    0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60, 120, 300,
    600,
  ],
};

/** The kinds of OpenTelemetry instruments in use here. */
export type InstrumentKind = 'histogram' | 'counter' | 'updowncounter' | 'gauge';

/** One metric of the contract. */
export interface MetricDefinition {
  /** OpenTelemetry name. */
  readonly name: string;
  readonly instrument: InstrumentKind;
  /** UCUM unit: `s`, `{token}`, `{call}`, `{USD}`. */
  readonly unit: string;
  readonly description: string;
  /** Attributes that a data point may carry; `error.type` only on failure. */
  readonly attributes: readonly string[];
  /** Upper bounds of the buckets, in `unit`; histograms only. */
  readonly buckets?: readonly number[];
}

/** Who made the call: bounded, and carried with the context to every call inside. */
const CALLER = [ATTR.workflowName, ATTR.agentName, ATTR.promptName, ATTR.promptVersion] as const;

const INFERENCE = [
  ATTR.operationName,
  ATTR.providerName,
  ATTR.requestModel,
  ATTR.responseModel,
  ATTR.serverAddress,
  ATTR.serverPort,
  ...CALLER,
] as const;

const MCP_SESSION = [
  ATTR.mcpProtocolVersion,
  ATTR.networkTransport,
  ATTR.networkProtocolName,
  ATTR.errorType,
] as const;

const MCP_OPERATION = [
  ATTR.mcpMethodName,
  ATTR.operationName,
  ATTR.toolName,
  ATTR.promptName,
  ATTR.rpcResponseStatusCode,
  ...MCP_SESSION,
] as const;

/** Whom an MCP client talks to. */
const MCP_PEER = [ATTR.serverAddress, ATTR.serverPort] as const;

const DATABASE_OPERATION = [
  ATTR.dbSystemName,
  ATTR.dbNamespace,
  ATTR.dbOperationName,
  ATTR.dbCollectionName,
  ATTR.serverAddress,
  ATTR.serverPort,
  ATTR.errorType,
] as const;

const MESSAGING = [
  ATTR.messagingSystem,
  ATTR.messagingOperationName,
  ATTR.messagingDestinationName,
  ATTR.errorType,
] as const;

const EVALUATION = [ATTR.evaluationName, ...CALLER] as const;

const seconds = (
  name: string,
  description: string,
  attributes: readonly string[],
  buckets: readonly number[],
): MetricDefinition => ({
  name,
  instrument: 'histogram',
  unit: 's',
  description,
  attributes,
  buckets,
});

const tokens = (name: string, description: string): MetricDefinition => ({
  name: `gen_ai.client.inference.usage.${name}`,
  instrument: 'counter',
  unit: '{token}',
  description,
  attributes: [...INFERENCE, ATTR.tokenModality],
});

const perCall = (
  name: string,
  description: string,
  unit: string,
  attributes: readonly string[],
  buckets: readonly number[],
): MetricDefinition => ({ name, instrument: 'histogram', unit, description, attributes, buckets });

/** The metrics of the contract, by a short name. */
export type MetricKey =
  | 'inferenceDuration'
  | 'timeToFirstChunk'
  | 'timePerOutputChunk'
  | 'inputTokens'
  | 'outputTokens'
  | 'cacheReadInputTokens'
  | 'cacheWriteInputTokens'
  | 'reasoningOutputTokens'
  | 'operationInputTokens'
  | 'operationOutputTokens'
  | 'invokeAgentDuration'
  | 'invokeAgentInferenceCalls'
  | 'invokeAgentToolCalls'
  | 'executeToolDuration'
  | 'invokeWorkflowDuration'
  | 'activeInvocations'
  | 'activeRuns'
  | 'mcpClientOperationDuration'
  | 'mcpServerOperationDuration'
  | 'mcpClientSessionDuration'
  | 'mcpServerSessionDuration'
  | 'llmCost'
  | 'llmUnpricedCalls'
  | 'evaluationScore'
  | 'evaluations'
  | 'promptLookupDuration'
  | 'promptSaveDuration'
  | 'promptCacheLookups'
  | 'databaseDuration'
  | 'messageSendDuration'
  | 'messageProcessDuration'
  | 'limitedAttributes';

/** Every metric that the instrumentation records by itself, sampled or not. */
export const METRIC: Readonly<Record<MetricKey, MetricDefinition>> = {
  inferenceDuration: seconds(
    'gen_ai.client.inference.duration',
    'Duration of one call to a model, to the last chunk of its answer.',
    [...INFERENCE, ATTR.errorType],
    BUCKETS.inferenceSeconds,
  ),
  timeToFirstChunk: seconds(
    'gen_ai.client.inference.time_to_first_chunk',
    'Time from the request to the first chunk of a streamed answer.',
    INFERENCE,
    BUCKETS.inferenceSeconds,
  ),
  timePerOutputChunk: seconds(
    'gen_ai.client.inference.time_per_output_chunk',
    'Time between two chunks of a streamed answer, after the first.',
    INFERENCE,
    BUCKETS.inferenceSeconds,
  ),
  inputTokens: tokens('input_tokens', 'Input tokens, cached ones included.'),
  outputTokens: tokens('output_tokens', 'Output tokens, reasoning ones included.'),
  cacheReadInputTokens: tokens(
    'cache_read.input_tokens',
    'Input tokens served from a cache that the provider keeps; a part of the input tokens.',
  ),
  cacheWriteInputTokens: tokens(
    'cache_write.input_tokens',
    'Input tokens written to a cache that the provider keeps; a part of the input tokens.',
  ),
  reasoningOutputTokens: tokens(
    'reasoning.output_tokens',
    'Output tokens spent on reasoning; a part of the output tokens.',
  ),
  operationInputTokens: perCall(
    'gen_ai.client.inference.operation.input_tokens',
    'Input tokens of one call.',
    '{token}',
    INFERENCE,
    BUCKETS.tokensPerCall,
  ),
  operationOutputTokens: perCall(
    'gen_ai.client.inference.operation.output_tokens',
    'Output tokens of one call.',
    '{token}',
    INFERENCE,
    BUCKETS.tokensPerCall,
  ),
  invokeAgentDuration: seconds(
    'gen_ai.invoke_agent.duration',
    'Duration of one invocation of an agent.',
    [ATTR.agentName, ATTR.agentVersion, ATTR.workflowName, ATTR.errorType],
    BUCKETS.agentSeconds,
  ),
  invokeAgentInferenceCalls: perCall(
    'gen_ai.invoke_agent.inference_calls',
    'Calls to a model in one invocation of an agent; with the prompt where all use one.',
    '{call}',
    [ATTR.agentName, ATTR.agentVersion, ATTR.workflowName, ATTR.promptName, ATTR.promptVersion],
    BUCKETS.callsPerInvocation,
  ),
  invokeAgentToolCalls: perCall(
    'gen_ai.invoke_agent.tool_calls',
    'Calls to tools in one invocation of an agent.',
    '{call}',
    [ATTR.agentName, ATTR.agentVersion, ATTR.workflowName],
    BUCKETS.callsPerInvocation,
  ),
  executeToolDuration: seconds(
    'gen_ai.execute_tool.duration',
    'Duration of one call to a tool.',
    [ATTR.toolName, ATTR.toolType, ATTR.agentName, ATTR.workflowName, ATTR.errorType],
    BUCKETS.inferenceSeconds,
  ),
  invokeWorkflowDuration: seconds(
    'gen_ai.invoke_workflow.duration',
    'Duration of one run of a workflow.',
    [ATTR.workflowName, ATTR.errorType],
    BUCKETS.workflowSeconds,
  ),
  activeInvocations: {
    name: 'agent_vitals.agent.active_invocations',
    instrument: 'updowncounter',
    unit: '{invocation}',
    description: 'Invocations of an agent that have begun and not ended.',
    attributes: [ATTR.agentName, ATTR.agentVersion, ATTR.workflowName],
  },
  activeRuns: {
    name: 'agent_vitals.workflow.active_runs',
    instrument: 'updowncounter',
    unit: '{run}',
    description: 'Runs of a workflow that have begun and not ended.',
    attributes: [ATTR.workflowName],
  },
  mcpClientOperationDuration: seconds(
    'mcp.client.operation.duration',
    'Duration of one MCP request or notification, from sending it to its answer.',
    [...MCP_OPERATION, ...MCP_PEER, ATTR.agentName, ATTR.workflowName],
    BUCKETS.mcpSeconds,
  ),
  mcpServerOperationDuration: seconds(
    'mcp.server.operation.duration',
    'Duration of one MCP request or notification, from receiving it to sending its answer.',
    MCP_OPERATION,
    BUCKETS.mcpSeconds,
  ),
  mcpClientSessionDuration: seconds(
    'mcp.client.session.duration',
    'Duration of one MCP session as its client sees it.',
    [...MCP_SESSION, ...MCP_PEER],
    BUCKETS.mcpSeconds,
  ),
  mcpServerSessionDuration: seconds(
    'mcp.server.session.duration',
    'Duration of one MCP session as its server sees it.',
    MCP_SESSION,
    BUCKETS.mcpSeconds,
  ),
  llmCost: {
    name: 'agent_vitals.llm.cost',
    instrument: 'counter',
    unit: '{USD}',
    description:
      'Cost of calls to models in US dollars, computed at call time from the price list.',
    attributes: INFERENCE,
  },
  llmUnpricedCalls: {
    name: 'agent_vitals.llm.unpriced_calls',
    instrument: 'counter',
    unit: '{call}',
    description: 'Calls whose cost is missing, not zero: no price for the model, or no usage told.',
    attributes: INFERENCE,
  },
  evaluationScore: {
    name: 'agent_vitals.evaluation.score',
    instrument: 'histogram',
    unit: '{score}',
    description: 'Score of one evaluated answer, on the scale of its evaluation.',
    attributes: EVALUATION,
    buckets: BUCKETS.score,
  },
  evaluations: {
    name: 'agent_vitals.evaluations',
    instrument: 'counter',
    unit: '{evaluation}',
    description: 'Evaluated answers, by the label that they got.',
    attributes: [...EVALUATION, ATTR.evaluationScoreLabel, ATTR.errorType],
  },
  promptLookupDuration: seconds(
    'agent_vitals.prompt.lookup.duration',
    'Duration of looking a prompt up where prompts are kept.',
    [ATTR.promptStore, ATTR.errorType],
    BUCKETS.databaseSeconds,
  ),
  promptSaveDuration: seconds(
    'agent_vitals.prompt.save.duration',
    'Duration of writing a prompt where prompts are kept.',
    [ATTR.promptStore, ATTR.errorType],
    BUCKETS.databaseSeconds,
  ),
  promptCacheLookups: {
    name: 'agent_vitals.prompt.cache.lookups',
    instrument: 'counter',
    unit: '{lookup}',
    description: 'Lookups of prompts in the cache before their store, by whether it had them.',
    attributes: [ATTR.promptStore, ATTR.promptCacheResult],
  },
  databaseDuration: seconds(
    'db.client.operation.duration',
    'Duration of database client operations.',
    DATABASE_OPERATION,
    BUCKETS.databaseSeconds,
  ),
  messageSendDuration: seconds(
    'messaging.client.operation.duration',
    'Duration of handing jobs over to a queue.',
    MESSAGING,
    BUCKETS.messagingSeconds,
  ),
  messageProcessDuration: seconds(
    'messaging.process.duration',
    'Duration of one attempt at a job.',
    MESSAGING,
    BUCKETS.messagingSeconds,
  ),
  limitedAttributes: {
    name: 'agent_vitals.limited_attributes',
    instrument: 'counter',
    unit: '{point}',
    description:
      'Data points with an attribute value folded into `other` because its bound was reached.',
    attributes: [ATTR.limitedAttribute],
  },
};

/**
 * Attributes of the view that a PostgreSQL server has of itself, as the Collector's receiver names
 * them: https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/receiver/postgresqlreceiver
 */
export const POSTGRESQL_ATTR = {
  state: 'postgresql.state',
  relation: 'relation',
  lockMode: 'mode',
  lockType: 'lock_type',
  queryId: 'postgresql.queryid',
  queryText: 'db.query.text',
  calls: 'postgresql.calls',
  rows: 'postgresql.rows',
  /** Milliseconds. */
  totalExecutionTime: 'postgresql.total_exec_time',
} as const;

/** The metrics of a PostgreSQL server, by a short name. */
export type PostgresqlMetricKey =
  | 'up'
  | 'backends'
  | 'maxConnections'
  | 'waitingBackends'
  | 'blocksHit'
  | 'blocksRead'
  | 'commits'
  | 'rollbacks'
  | 'deadlocks'
  | 'databaseSize'
  | 'tableSize'
  | 'locks'
  | 'executionTime'
  | 'statementTime'
  | 'statementCalls';

const SERVER = [ATTR.serverAddress, ATTR.serverPort] as const;
const DATABASE = [ATTR.dbNamespace, ...SERVER] as const;
const STATEMENT = [POSTGRESQL_ATTR.queryId, ...DATABASE] as const;

const postgresql = (
  instrument: InstrumentKind,
  name: string,
  unit: string,
  description: string,
  attributes: readonly string[] = DATABASE,
): MetricDefinition => ({ name, instrument, unit, description, attributes });

/** Every metric that `observePostgres` publishes. */
export const POSTGRESQL_METRIC: Readonly<Record<PostgresqlMetricKey, MetricDefinition>> = {
  up: postgresql(
    'gauge',
    'agent_vitals.postgresql.up',
    '{server}',
    '1 when the server answered at the last look, else 0.',
    SERVER,
  ),
  backends: postgresql('updowncounter', 'postgresql.backends', '1', 'Connections, by state.', [
    POSTGRESQL_ATTR.state,
    ...DATABASE,
  ]),
  maxConnections: postgresql(
    'gauge',
    'postgresql.connection.max',
    '{connections}',
    'Connections that the server allows.',
    SERVER,
  ),
  waitingBackends: postgresql(
    'gauge',
    'agent_vitals.postgresql.waiting_backends',
    '{connection}',
    'Connections that wait for a lock.',
  ),
  blocksHit: postgresql(
    'counter',
    'postgresql.blks_hit',
    '{blks_hit}',
    'Blocks that were found in the cache.',
  ),
  blocksRead: postgresql(
    'counter',
    'postgresql.blks_read',
    '{blks_read}',
    'Blocks that were not in the cache.',
  ),
  commits: postgresql('counter', 'postgresql.commits', '1', 'Transactions that were committed.'),
  rollbacks: postgresql('counter', 'postgresql.rollbacks', '1', 'Transactions rolled back.'),
  deadlocks: postgresql('counter', 'postgresql.deadlocks', '{deadlock}', 'Deadlocks.'),
  databaseSize: postgresql('updowncounter', 'postgresql.db_size', 'By', 'Size on disk.'),
  tableSize: postgresql(
    'updowncounter',
    'postgresql.table.size',
    'By',
    'Size of a table on disk with its indexes; the largest ones.',
    [ATTR.dbCollectionName, ...DATABASE],
  ),
  locks: postgresql(
    'gauge',
    'postgresql.database.locks',
    '{lock}',
    'Locks that are held or waited for; the most frequent kinds.',
    [POSTGRESQL_ATTR.relation, POSTGRESQL_ATTR.lockMode, POSTGRESQL_ATTR.lockType, ...DATABASE],
  ),
  executionTime: postgresql(
    'counter',
    'postgresql.query.execution.time',
    's',
    'Time that the server spent in statements, of all that pg_stat_statements tracks.',
  ),
  statementTime: postgresql(
    'counter',
    'agent_vitals.postgresql.statement.time',
    's',
    'Time that the server spent in one statement; those that took the most.',
    STATEMENT,
  ),
  statementCalls: postgresql(
    'counter',
    'agent_vitals.postgresql.statement.calls',
    '{call}',
    'Executions of one statement; those that took the most time.',
    STATEMENT,
  ),
};

/**
 * Attributes of probes. Those that begin with `http.` are named as the Collector's receiver names
 * them: https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/receiver/httpcheckreceiver/documentation.md
 */
export const PROBE_ATTR = {
  name: 'agent_vitals.probe.name',
  kind: 'agent_vitals.probe.kind',
  /** The component of the health score that the probe is about. */
  component: 'agent_vitals.component',
  /** The deployment environment of what is asked, where it is known. */
  environment: 'agent_vitals.environment',
  httpUrl: 'http.url',
  httpMethod: 'http.method',
  httpStatusCode: 'http.status_code',
  /** `1xx` to `5xx`. */
  httpStatusClass: 'http.status_class',
  errorMessage: 'error.message',
} as const;

/** The metrics of probes, by a short name. */
export type ProbeMetricKey =
  | 'up'
  | 'failures'
  | 'duration'
  | 'httpStatus'
  | 'httpDuration'
  | 'httpError';

/** The server is told of databases. */
const PROBE = [
  PROBE_ATTR.name,
  PROBE_ATTR.kind,
  PROBE_ATTR.component,
  PROBE_ATTR.environment,
  ATTR.serverAddress,
  ATTR.serverPort,
] as const;

/** So many failures of a probe in a row are no chance: what it asks is down. */
export const CONFIRMED_FAILURES = 2;

/** Every metric that the probes of the health score publish. */
export const PROBE_METRIC: Readonly<Record<ProbeMetricKey, MetricDefinition>> = {
  up: {
    name: 'agent_vitals.probe.up',
    instrument: 'gauge',
    unit: '{probe}',
    description: '1 when the last answer was as expected, else 0; absent for a probe that is off.',
    attributes: PROBE,
  },
  failures: {
    name: 'agent_vitals.probe.consecutive_failures',
    instrument: 'gauge',
    unit: '{failure}',
    description: 'How many times in a row the answer was not as expected; 0 when the last one was.',
    attributes: PROBE,
  },
  duration: {
    name: 'agent_vitals.probe.duration',
    instrument: 'gauge',
    unit: 's',
    description: 'How long the last answer took, or the wait for one that did not come.',
    attributes: PROBE,
  },
  httpStatus: {
    name: 'httpcheck.status',
    instrument: 'updowncounter',
    unit: '1',
    description: '1 if the check resulted in status_code matching the status_class, otherwise 0.',
    attributes: [
      PROBE_ATTR.httpUrl,
      PROBE_ATTR.httpStatusCode,
      PROBE_ATTR.httpMethod,
      PROBE_ATTR.httpStatusClass,
    ],
  },
  httpDuration: {
    name: 'httpcheck.duration',
    instrument: 'gauge',
    unit: 'ms',
    description: 'Measures the duration of the HTTP check.',
    attributes: [PROBE_ATTR.httpUrl],
  },
  httpError: {
    name: 'httpcheck.error',
    instrument: 'updowncounter',
    unit: '{error}',
    description: 'Records errors occurring during HTTP check.',
    attributes: [PROBE_ATTR.httpUrl, PROBE_ATTR.errorMessage],
  },
};

/** Attributes of what the health score publishes. */
export const HEALTH_ATTR = {
  component: 'agent_vitals.component',
  /** What is scored: the name of an agent, a workflow, an endpoint, … */
  item: 'agent_vitals.item',
  /** The service of the item, which is not the one that publishes its score. */
  service: 'agent_vitals.item.service',
  /** The deployment environment that is judged; absent on scores of all together. */
  environment: 'agent_vitals.environment',
  /** What a recommendation looks for, such as `cheaper-model`. */
  rule: 'agent_vitals.recommendation.rule',
  /** What a recommendation is about: an agent, a statement, a host, … */
  subject: 'agent_vitals.recommendation.subject',
} as const;

/** The metrics of the health score, by a short name. */
export type HealthMetricKey =
  | 'score'
  | 'componentScore'
  | 'observedScore'
  | 'itemScore'
  | 'expectedSaving';

const health = (
  name: string,
  description: string,
  attributes: readonly string[],
): MetricDefinition => ({ name, instrument: 'gauge', unit: '{score}', description, attributes });

/** Every metric of the health score; absent while it is unknown. */
export const HEALTH_METRIC: Readonly<Record<HealthMetricKey, MetricDefinition>> = {
  score: health('agent_vitals.health.score', 'Health of the whole, 0 (worst) to 100 (well).', [
    HEALTH_ATTR.environment,
  ]),
  componentScore: health(
    'agent_vitals.health.component.score',
    'Health of a component without what is laid to another one, 0 to 100.',
    [HEALTH_ATTR.component, HEALTH_ATTR.environment],
  ),
  observedScore: health(
    'agent_vitals.health.component.observed_score',
    'Health of a component with everything that is measured, 0 to 100.',
    [HEALTH_ATTR.component, HEALTH_ATTR.environment],
  ),
  itemScore: health(
    'agent_vitals.health.item.score',
    'Health of one agent, workflow, endpoint, …, 0 to 100; the worst of each component.',
    [HEALTH_ATTR.component, HEALTH_ATTR.item, HEALTH_ATTR.service, HEALTH_ATTR.environment],
  ),
  expectedSaving: {
    name: 'agent_vitals.recommendation.expected_saving',
    instrument: 'gauge',
    unit: '{USD}',
    description:
      'US dollars a month that a recommendation would save if it were followed and it alone; the largest.',
    attributes: [HEALTH_ATTR.rule, HEALTH_ATTR.subject],
  },
};

/** Attributes of what the alert history publishes. */
export const ALERT_ATTR = {
  name: 'agent_vitals.alert.name',
  severity: 'agent_vitals.alert.severity',
  /** The part of the system that it is about, as the health score names it. */
  component: 'agent_vitals.component',
  item: 'agent_vitals.item',
  service: 'agent_vitals.item.service',
  /** What happened: `fired`, `notified`, `acknowledged`, `resolved`, …; on log events only. */
  event: 'agent_vitals.alert.event',
  /** Number of the alert in the history; on log events only. */
  id: 'agent_vitals.alert.id',
  /** Who was told. */
  receiver: 'agent_vitals.alert.receiver',
  /** By which channel; on log events only. */
  channel: 'agent_vitals.alert.channel',
  /** Who acknowledged it; on log events only. */
  by: 'agent_vitals.alert.by',
  /** The same event sent twice has the same one: https://opentelemetry.io/docs/specs/semconv/registry/attributes/log/ */
  uid: 'log.record.uid',
} as const;

/** Name of the log event of each thing that happens to an alert. */
export const ALERT_EVENT = 'agent_vitals.alert';

/** The metrics of the alert history, by a short name. */
export type AlertMetricKey =
  | 'alerts'
  | 'notifications'
  | 'timeToNotify'
  | 'timeToAcknowledge'
  | 'timeToResolve';

const ALERT_LABELS = [ALERT_ATTR.name, ALERT_ATTR.severity, ALERT_ATTR.component] as const;

const sinceFired = (
  name: string,
  description: string,
  buckets: readonly number[],
): MetricDefinition => ({
  name,
  instrument: 'histogram',
  unit: 's',
  description,
  attributes: ALERT_LABELS,
  buckets,
});

/** From seconds, which machines take, to a day, which people take. */
const PEOPLE_SECONDS = [10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400];

/** Every metric of the alert history. */
export const ALERT_METRIC: Readonly<Record<AlertMetricKey, MetricDefinition>> = {
  alerts: {
    name: 'agent_vitals.alerts',
    instrument: 'counter',
    unit: '{alert}',
    description: 'Alerts that fired.',
    attributes: ALERT_LABELS,
  },
  notifications: {
    name: 'agent_vitals.alert.notifications',
    instrument: 'counter',
    unit: '{notification}',
    description: 'Times that a receiver was told that an alert fires.',
    attributes: [...ALERT_LABELS, ALERT_ATTR.receiver],
  },
  timeToNotify: sinceFired(
    'agent_vitals.alert.time_to_notify',
    'From the start of an alert to its first notification.',
    [1, 2, 5, 10, 15, 20, 30, 45, 60, 120, 300, 600, 1800],
  ),
  timeToAcknowledge: sinceFired(
    'agent_vitals.alert.time_to_acknowledge',
    'From the start of an alert to its first acknowledgement.',
    PEOPLE_SECONDS,
  ),
  timeToResolve: sinceFired(
    'agent_vitals.alert.time_to_resolve',
    'From the start of an alert to its end.',
    PEOPLE_SECONDS,
  ),
};

/** Attributes of what was found out about prompts elsewhere, and is published for it. */
export const REPORT_ATTR = {
  /** Who found it out: `promptfoo`, or the file and table that it is from. */
  source: 'agent_vitals.prompt.source',
  /** What happened to an optimisation: `applied`, `rolled back`; on log events only. */
  optimizationEvent: 'agent_vitals.prompt.optimization.event',
  /** What an optimisation or recommendation would change; on log events only. */
  optimizationType: 'agent_vitals.prompt.optimization.type',
  /** The same fact sent twice has the same one. */
  uid: 'log.record.uid',
} as const;

/** Names of log events about prompts, beside `gen_ai.evaluation.result`. */
export const REPORT_EVENT = {
  optimization: 'agent_vitals.prompt.optimization',
  recommendation: 'agent_vitals.prompt.recommendation',
} as const;

/** The metrics of what was found out about prompts elsewhere, by a short name. */
export type ReportMetricKey = 'score' | 'cost' | 'duration';

const REPORTED = [ATTR.promptName, ATTR.promptVersion, REPORT_ATTR.source] as const;

/** Every metric of what was found out about prompts elsewhere, each value at the time of its measurement. */
export const REPORT_METRIC: Readonly<Record<ReportMetricKey, MetricDefinition>> = {
  score: {
    name: 'agent_vitals.prompt.reported.score',
    instrument: 'gauge',
    unit: '{score}',
    description: 'Score of a version of a prompt, on the scale of its evaluation.',
    attributes: [ATTR.evaluationName, ...REPORTED],
  },
  cost: {
    name: 'agent_vitals.prompt.reported.cost',
    instrument: 'gauge',
    unit: '{USD}',
    description: 'Cost of a request with a version of a prompt in US dollars.',
    attributes: REPORTED,
  },
  duration: {
    name: 'agent_vitals.prompt.reported.duration',
    instrument: 'gauge',
    unit: 's',
    description: 'Response time of a request with a version of a prompt.',
    attributes: REPORTED,
  },
};

/** Attributes of what is known of the newest version of a prompt and the one before it. */
export const COMPARISON_ATTR = {
  /** By what they are compared: `quality`, `duration`, `errors`, … */
  measure: 'agent_vitals.prompt.measure',
  newer: 'agent_vitals.prompt.newer_version',
  older: 'agent_vitals.prompt.older_version',
  /** Whether the newer one is known to be `better` or `worse`, or `no evidence yet`. */
  verdict: 'agent_vitals.prompt.verdict',
} as const;

/** The metrics of comparisons of prompt versions, by a short name. */
export type ComparisonMetricKey =
  | 'newer'
  | 'older'
  | 'lowestDifference'
  | 'highestDifference'
  | 'newerCount'
  | 'olderCount'
  | 'verdict';

const COMPARED = [
  ATTR.promptName,
  COMPARISON_ATTR.measure,
  COMPARISON_ATTR.newer,
  COMPARISON_ATTR.older,
] as const;

const compared = (
  name: string,
  description: string,
  unit = '{value}',
  attributes: readonly string[] = COMPARED,
): MetricDefinition => ({
  name: `agent_vitals.prompt.comparison.${name}`,
  instrument: 'gauge',
  unit,
  description,
  attributes,
});

/**
 * Every metric of comparisons of prompt versions: of each prompt the newest with the one before, by
 * each measure that both are known by. Values are in the unit of their measure.
 */
export const COMPARISON_METRIC: Readonly<Record<ComparisonMetricKey, MetricDefinition>> = {
  newer: compared('newer', 'Mean of the newer version.'),
  older: compared('older', 'Mean of the older version.'),
  lowestDifference: compared(
    'lowest_difference',
    'What the newer version has more than the older one, at least.',
  ),
  highestDifference: compared(
    'highest_difference',
    'What the newer version has more than the older one, at most.',
  ),
  newerCount: compared('newer_count', 'Observations of the newer version.', '{observation}'),
  olderCount: compared('older_count', 'Observations of the older version.', '{observation}'),
  verdict: compared(
    'verdict',
    '1 with the verdict as attribute: better, worse, no evidence yet.',
    '{comparison}',
    [...COMPARED, COMPARISON_ATTR.verdict],
  ),
};

/** The metrics of how quality goes together with other measures, by a short name. */
export type CorrelationMetricKey = 'coefficient' | 'lowest' | 'highest' | 'versions';

const correlated = (
  name: string,
  description: string,
  unit = '{coefficient}',
): MetricDefinition => ({
  name: `agent_vitals.prompt.correlation.${name}`,
  instrument: 'gauge',
  unit,
  description,
  attributes: [ATTR.promptName, COMPARISON_ATTR.measure],
});

/** Every metric of how the quality of the versions of a prompt goes together with another measure. */
export const CORRELATION_METRIC: Readonly<Record<CorrelationMetricKey, MetricDefinition>> = {
  coefficient: correlated('coefficient', 'Rank correlation of quality and the measure, -1 to 1.'),
  lowest: correlated('lowest', 'The rank correlation at least.'),
  highest: correlated('highest', 'The rank correlation at most.'),
  versions: correlated('versions', 'Versions of which both are known.', '{version}'),
};

/** The suffix that Prometheus gives a unit when it translates OTLP names. */
const UNIT_SUFFIX: Readonly<Record<string, string>> = {
  s: '_seconds',
  ms: '_milliseconds',
  By: '_bytes',
  '1': '_ratio',
};

/**
 * The name of an attribute as a Prometheus label.
 * Source: https://prometheus.io/docs/guides/opentelemetry/ (underscore escaping with suffixes).
 */
export function prometheusLabel(attribute: string): string {
  return attribute.replaceAll(/[^a-zA-Z0-9_]/g, '_');
}

/**
 * The name of a metric in Prometheus after its default OTLP translation: dots become
 * underscores, the unit a suffix (annotations in braces none), counters end in `_total`.
 */
export function prometheusName(definition: MetricDefinition): string {
  // A number of things has the unit 1 too; only a gauge with it is taken for a ratio.
  const isCount = definition.unit === '1' && definition.instrument !== 'gauge';
  const suffix = isCount ? '' : (UNIT_SUFFIX[definition.unit] ?? '');
  const total = definition.instrument === 'counter' ? '_total' : '';
  return `${prometheusLabel(definition.name)}${suffix}${total}`;
}
