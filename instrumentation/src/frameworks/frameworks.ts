import { AiSdkInstrumentation } from './ai-sdk/instrumentation.js';
import { LangChainInstrumentation } from './langchain/instrumentation.js';
import { McpInstrumentation } from './mcp/instrumentation.js';
import { OpenAiAgentsInstrumentation } from './openai-agents/instrumentation.js';
import type { Instrumentation } from '@opentelemetry/instrumentation';

/** The frameworks that are instrumented, by the name that variables call them by. */
export const FRAMEWORKS: Readonly<Record<string, () => Instrumentation>> = {
  langchain: () => new LangChainInstrumentation(),
  'openai-agents': () => new OpenAiAgentsInstrumentation(),
  ai: () => new AiSdkInstrumentation(),
  mcp: () => new McpInstrumentation(),
};
