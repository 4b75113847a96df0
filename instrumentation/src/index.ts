export { agent, type AgentOptions } from './agent.js';
export type { ConversationId } from './conversation.js';
export type { PatchedModule, VitalsDescription } from './description.js';
export type { VitalsOptions } from './options.js';
export { prompt, type PromptOptions } from './prompt.js';
export { tool, type ToolOptions, type ToolType } from './tool.js';
export { runningVitals, startVitals, type Vitals } from './vitals.js';
export { workflow, type WorkflowOptions } from './workflow.js';
