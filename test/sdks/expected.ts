import type { ErrorCategory } from '@agent-vitals/instrumentation/semconv';

/** Calls by how they ended; `ok` did not fail. */
export type Outcomes = Readonly<Partial<Record<'ok' | ErrorCategory, number>>>;

/** What must be seen of a sample, as the application did it and the SDK told it. */
export interface Expected {
  readonly chats: Outcomes;
  readonly embeddings: Outcomes;
  readonly firstChunks: number;
  readonly tokens: Readonly<{
    input: number;
    output: number;
    cacheRead: number;
    reasoning: number;
  }>;
  readonly unpriced: number;
  readonly agents: Outcomes;
  readonly workflows: Outcomes;
  readonly tools: Outcomes;
  /** Calls to models that carry the name of their agent. */
  readonly chatsByAgent: number;
}

const FULL: Expected = {
  chats: { ok: 4, rate_limit: 1, server: 1 },
  embeddings: { ok: 1 },
  firstChunks: 1,
  // Four chats with 1000 and 500, and an embedding with 100.
  tokens: { input: 4100, output: 2000, cacheRead: 1600, reasoning: 400 },
  unpriced: 0,
  agents: { ok: 1, rate_limit: 1, server: 1 },
  workflows: { ok: 1, server: 1 },
  tools: { ok: 1, other: 1 },
  chatsByAgent: 0,
};

const NONE = { agents: {}, workflows: {}, tools: {} } as const;

/** By the name of the sample. Where something is less than in {@link FULL}, the SDK does not tell it. */
export const EXPECTED: Readonly<Record<string, Expected>> = {
  'openllmetry-python-0.62.4': {
    ...FULL,
    // No reasoning tokens of a streamed answer.
    tokens: { ...FULL.tokens, reasoning: 300 },
    chatsByAgent: 6,
  },
  'openllmetry-js-0.27.0': {
    ...FULL,
    // It never ends spans of what fails, has none for embeddings, and guesses the tokens of a stream.
    chats: { ok: 4 },
    embeddings: {},
    firstChunks: 0,
    tokens: { input: 3013, output: 1509, cacheRead: 0, reasoning: 0 },
    agents: { ok: 1 },
    workflows: { ok: 1 },
    tools: { ok: 1 },
    chatsByAgent: 4,
  },
  'openinference-python-0.1.66': FULL,
  'openinference-js-4.2.7': {
    ...FULL,
    // It never ends spans of calls that fail, and has no tokens of a stream and of embeddings.
    chats: { ok: 4 },
    firstChunks: 0,
    tokens: { input: 3000, output: 1500, cacheRead: 1200, reasoning: 300 },
    unpriced: 2,
  },
  // The AI SDK's application calls six times: twice for each of two tools. A run is an agent.
  'ai-sdk-6.0.326': {
    ...FULL,
    chats: { ok: 6, rate_limit: 1, server: 1 },
    tokens: { input: 6100, output: 3000, cacheRead: 2400, reasoning: 600 },
    agents: { ok: 4, rate_limit: 1, server: 1 },
    workflows: {},
    chatsByAgent: 8,
  },
  'ai-sdk-7.0.173': {
    ...FULL,
    chats: { ok: 6, rate_limit: 1, server: 1 },
    tokens: { input: 6100, output: 3000, cacheRead: 2400, reasoning: 0 },
    agents: { ok: 4, rate_limit: 1, server: 1 },
    workflows: {},
  },
  'opentelemetry-python-openai-2.0b0': {
    ...FULL,
    ...NONE,
    embeddings: {},
    firstChunks: 0,
    tokens: { input: 4000, output: 2000, cacheRead: 0, reasoning: 0 },
  },
  'opentelemetry-python-openai-2.4b0': {
    ...FULL,
    ...NONE,
    firstChunks: 0,
    tokens: { input: 4100, output: 2000, cacheRead: 0, reasoning: 0 },
  },
};
