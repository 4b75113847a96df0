import { CHUNKS, EMBEDDING_TOKENS, startGoogleServer, USAGE } from '../servers/google-server.js';
import {
  ANY_PORT,
  failures,
  inChunks,
  once,
  tokens,
  turns,
  type ProviderCases,
} from './expected.js';

/** What tools put into the prompt is counted beside it, and thoughts beside the answer. */
const INPUT = USAGE.prompt + USAGE.toolUse;
const OUTPUT = USAGE.candidates + USAGE.thoughts;

/** gemini-2.5-flash, in USD for a million: text 0.3, cached 0.03, audio 1, output 2.5. */
const COST =
  ((INPUT - USAGE.cached - USAGE.promptAudio) * 0.3 +
    USAGE.cached * 0.03 +
    USAGE.promptAudio * 1 +
    OUTPUT * 2.5) /
  1e6;

const counted = {
  input: INPUT,
  output: OUTPUT,
  cacheRead: USAGE.cached,
  reasoning: USAGE.thoughts,
};
const ANSWER = tokens({ ...counted, cost: COST });
const UNPRICED = tokens(counted);
const STREAMED = inChunks(CHUNKS.length, ANSWER);
/** The prompt alone, as it is told until the end: that is paid for. */
const BEGUN = tokens({ input: USAGE.prompt, cost: (USAGE.prompt * 0.3) / 1e6 });
/** 0.15 USD for a million tokens. */
const EMBEDDING = tokens({ input: EMBEDDING_TOKENS, cost: (EMBEDDING_TOKENS * 0.15) / 1e6 });

const SPAN = 'generate_content gemini-2.5-flash';

const answered = (provider: string) => ({
  name: SPAN,
  attributes: {
    'gen_ai.operation.name': 'generate_content',
    'gen_ai.provider.name': provider,
    'gen_ai.request.model': 'gemini-2.5-flash',
    'gen_ai.response.model': 'gemini-2.5-flash-001',
    'gen_ai.response.id': 'resp_1',
    'gen_ai.response.finish_reasons': ['STOP'],
    'gen_ai.usage.input_tokens': INPUT,
    'gen_ai.usage.output_tokens': OUTPUT,
    'gen_ai.usage.cache_read.input_tokens': USAGE.cached,
    'gen_ai.usage.reasoning.output_tokens': USAGE.thoughts,
    'agent_vitals.llm.cost': COST,
    'server.address': '127.0.0.1',
    'server.port': ANY_PORT,
  },
  statuses: [200],
});
const GEMINI = answered('gcp.gemini');
const ASKED = { 'gen_ai.request.temperature': 0.5, 'gen_ai.request.max_tokens': 1024 };

export const googleGenAi: ProviderCases = {
  sdk: '@google/genai',
  app: 'google-genai-calls.ts',
  start: startGoogleServer,
  rows: [
    {
      says: 'what was asked for',
      cases: ['plain'],
      expected: once({ ...GEMINI, attributes: { ...GEMINI.attributes, ...ASKED } }, ANSWER),
    },
    {
      says: 'tokens and cost once, thoughts in the output',
      cases: ['plain-named-in-full', 'plain-chat', 'tools'],
      expected: once(GEMINI, ANSWER),
    },
    {
      says: 'the same for streams, the chunks apart, also where left when the answer is complete',
      cases: ['streamed', 'streamed-chat', 'streamed-left-complete'],
      expected: once(GEMINI, STREAMED),
    },
    {
      says: 'the same for a streamed call that asks for a tool',
      cases: ['streamed-tools'],
      expected: once(GEMINI, inChunks(1, ANSWER)),
    },
    {
      says: 'the same for Vertex AI',
      cases: ['vertex'],
      expected: once(answered('gcp.vertex_ai'), ANSWER),
    },
    {
      says: 'the same for its streams',
      cases: ['streamed-vertex'],
      expected: once(answered('gcp.vertex_ai'), STREAMED),
    },
    {
      says: 'where the SDK calls a tool by itself, each turn is a call',
      cases: ['tools-called'],
      expected: turns([GEMINI, GEMINI], ANSWER),
    },
    {
      says: 'so it is in streams',
      cases: ['tools-called-streamed'],
      // The call of the tool is one chunk.
      expected: {
        calls: [GEMINI, GEMINI],
        recorded: {
          ...turns([GEMINI, GEMINI], ANSWER).recorded,
          timeToFirstChunk: 2,
          timePerOutputChunk: CHUNKS.length - 1,
        },
      },
    },
    ...[
      ['embeddings', 'gcp.gemini'],
      ['embeddings-vertex', 'gcp.vertex_ai'],
    ].map(([name = '', provider]) => ({
      says: 'input tokens and no output',
      cases: [name],
      expected: once(
        {
          name: 'embeddings gemini-embedding-001',
          attributes: { 'gen_ai.provider.name': provider },
          statuses: [200],
        },
        EMBEDDING,
      ),
    })),
    {
      says: 'a model without a known price is counted, and costs nothing known',
      cases: ['unpriced'],
      expected: once({ name: 'generate_content house-model' }, UNPRICED),
    },
    {
      says: 'a call that the SDK tries twice is one span, with both requests inside',
      cases: ['retried'],
      expected: once({ ...GEMINI, statuses: [503, 200] }, ANSWER),
    },
    ...failures({
      blocked: ['content_filter', SPAN, [200], BEGUN],
      'rate-limited': ['rate_limit', SPAN, [429]],
      'streamed-rate-limited': ['rate_limit', SPAN, [429]],
      'embeddings-rate-limited': ['rate_limit', 'embeddings rate-limited', [429]],
      unauthorized: ['auth', SPAN, [403]],
      refused: ['bad_request', SPAN, [400]],
      'streamed-refused': ['bad_request', SPAN, [400]],
      overloaded: ['server', SPAN, [503]],
      'timed-out': ['timeout', SPAN, [504]],
      unreachable: ['network', SPAN],
      aborted: ['cancelled', SPAN, []],
      'streamed-left': ['cancelled', SPAN, [200], inChunks(1, BEGUN)],
      'streamed-aborted': ['cancelled', SPAN, [200], inChunks(1, BEGUN)],
      'streamed-aborted-unread': ['cancelled', SPAN, [200]],
      'streamed-broken': ['network', SPAN, [200], inChunks(1, BEGUN)],
      'streamed-overloaded': ['server', SPAN, [200], inChunks(1, BEGUN)],
    }),
  ],
  modalities: [
    ['plain', 'inputTokens', { text: INPUT - USAGE.promptAudio, audio: USAGE.promptAudio }],
    ['plain', 'outputTokens', { text: OUTPUT }],
    ['plain', 'cacheReadInputTokens', { text: USAGE.cached }],
  ],
};
