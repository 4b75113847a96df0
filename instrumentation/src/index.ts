export { agent, startAgent, type AgentOptions } from './agent.js';
export type { ConversationId } from './conversation.js';
export type { PatchedModule, VitalsDescription } from './description.js';
export {
  evaluate,
  recordEvaluation,
  type EvaluationOptions,
  type EvaluationResult,
  type EvaluationScore,
  type EvaluatorAnswer,
} from './evaluate.js';
export type { ModelPrices, Prices } from './inference/own-prices.js';
export type { Discount } from './inference/price.js';
export type { VitalsOptions } from './options.js';
export {
  observePostgres,
  type ObservePostgresOptions,
  type PostgresObservation,
  type PostgresPool,
} from './postgresql/observe-postgres.js';
export { prompt, type PromptOptions } from './prompt.js';
export {
  promptStore,
  recordPromptCacheLookup,
  type PromptCacheLookup,
  type PromptStoreOptions,
} from './prompt-store.js';
export type { StartedOperation } from './started-operation.js';
export { startTool, tool, type ToolOptions, type ToolType } from './tool.js';
export { runningVitals, startVitals, type Vitals } from './vitals.js';
export { startWorkflow, workflow, type WorkflowOptions } from './workflow.js';
export type { OperationDecorator } from './wrapper.js';
