import { CHUNKS, startModelServer, USAGE } from '../model-server.js';
import {
  ANY_PORT,
  failures,
  inChunks,
  once,
  tokens,
  turns,
  UNCOUNTED,
  type ProviderCases,
} from './expected.js';

/** gpt-4.1: 2 USD for a million input tokens, 0.5 for cached ones, 8 for output. */
export const COST =
  ((USAGE.input - USAGE.cached) * 2 + USAGE.cached * 0.5 + USAGE.output * 8) / 1e6;

const counted = {
  input: USAGE.input,
  output: USAGE.output,
  cacheRead: USAGE.cached,
  reasoning: USAGE.reasoning,
};

/** What each answer records. */
export const ANSWER = tokens({ ...counted, cost: COST });
export const UNPRICED = tokens(counted);
export const EMBEDDING = tokens({ input: 8, cost: (8 * 0.02) / 1e6 });

/** What the span of each answer tells. */
export const TOLD = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'openai',
  'gen_ai.request.model': 'gpt-4.1',
  'gen_ai.response.model': 'gpt-4.1-2025-04-14',
  'gen_ai.usage.input_tokens': USAGE.input,
  'gen_ai.usage.output_tokens': USAGE.output,
  'gen_ai.usage.cache_read.input_tokens': USAGE.cached,
  'gen_ai.usage.reasoning.output_tokens': USAGE.reasoning,
  'agent_vitals.llm.cost': COST,
  'server.address': '127.0.0.1',
  'server.port': ANY_PORT,
};

const finished = (reason: string) => ({
  name: 'chat gpt-4.1',
  attributes: { ...TOLD, 'gen_ai.response.finish_reasons': [reason] },
  statuses: [200],
});
const streamed = inChunks(CHUNKS.length, ANSWER);

export const openai: ProviderCases = {
  sdk: 'openai',
  app: 'openai-calls.ts',
  start: startModelServer,
  rows: [
    {
      says: 'tokens and cost once, subsets included',
      cases: ['plain', 'plain-with-response', 'plain-parse'],
      expected: once(finished('stop'), ANSWER),
    },
    {
      says: 'the same for the responses API',
      cases: ['responses', 'responses-parse', 'responses-tools'],
      expected: once(finished('completed'), ANSWER),
    },
    {
      says: 'the same for streams, the chunks apart',
      cases: ['streamed', 'streamed-with-response', 'streamed-tee', 'streamed-helper'],
      expected: once(finished('stop'), streamed),
    },
    {
      says: 'the same for streams of the responses API',
      cases: ['responses-streamed', 'responses-helper'],
      expected: once(finished('completed'), streamed),
    },
    {
      says: 'a call that asks for a tool ends as the provider says',
      cases: ['tools'],
      expected: once(finished('tool_calls'), ANSWER),
    },
    {
      says: 'so does a streamed one',
      cases: ['streamed-tools'],
      expected: once(finished('tool_calls'), inChunks(1, ANSWER)),
    },
    {
      says: 'a helper that runs tools makes a call for each turn',
      cases: ['tool-runner'],
      expected: turns([finished('tool_calls'), finished('stop')], ANSWER),
    },
    {
      says: 'searches of the web are a part of the cost: two, at 10 USD for a thousand',
      cases: ['responses-searching'],
      expected: once({ name: 'chat gpt-4.1' }, { ...ANSWER, llmCost: COST + 0.02 }),
    },
    {
      says: 'an answer that was cut says why',
      cases: ['responses-incomplete'],
      expected: once(
        {
          name: 'chat incomplete',
          attributes: { 'gen_ai.response.finish_reasons': ['max_output_tokens'] },
        },
        UNPRICED,
      ),
    },
    {
      says: 'a model without a known price is counted, and costs nothing known',
      cases: ['unpriced'],
      expected: once({ name: 'chat house-model' }, UNPRICED),
    },
    {
      says: 'tokens that nobody told are not recorded, not even as zero',
      cases: ['plain-as-response'],
      expected: once({ name: 'chat gpt-4.1', statuses: [200] }, UNCOUNTED),
    },
    {
      says: 'nor those of a stream, which may be left when the answer is complete',
      cases: ['streamed-without-usage', 'streamed-left-complete'],
      expected: once(
        {
          name: 'chat gpt-4.1',
          attributes: { 'gen_ai.response.finish_reasons': ['stop'] },
          statuses: [200],
        },
        inChunks(CHUNKS.length, UNCOUNTED),
      ),
    },
    {
      says: 'input tokens and no output',
      cases: ['embeddings'],
      expected: once({ name: 'embeddings text-embedding-3-small', statuses: [200] }, EMBEDDING),
    },
    {
      says: 'an operation of its own',
      cases: ['text-completion'],
      // 1.5 USD for a million input tokens, 2 for output; it has no rate for cached ones.
      expected: once(
        { name: 'text_completion gpt-3.5-turbo-instruct', statuses: [200] },
        { ...ANSWER, llmCost: (USAGE.input * 1.5 + USAGE.output * 2) / 1e6 },
      ),
    },
    {
      says: 'a call that the SDK tries twice is one span, with both requests inside',
      cases: ['retried'],
      expected: once({ name: 'chat flaky', statuses: [500, 200] }, UNPRICED),
    },
    {
      says: 'what came before an abort is recorded',
      cases: ['streamed-aborted'],
      expected: once(
        {
          name: 'chat stalls',
          attributes: { 'gen_ai.response.model': 'stalls-2025-04-14' },
          errorType: 'cancelled',
          statuses: [200],
        },
        inChunks(1, UNCOUNTED),
      ),
    },
    ...failures({
      'rate-limited': ['rate_limit', 'chat rate-limited', [429]],
      'streamed-rate-limited': ['rate_limit', 'chat rate-limited', [429]],
      'responses-rate-limited': ['rate_limit', 'chat rate-limited', [429]],
      'embeddings-rate-limited': ['rate_limit', 'embeddings rate-limited', [429]],
      unauthorized: ['auth', 'chat unauthorized', [401]],
      refused: ['bad_request', 'chat refused', [400]],
      'responses-refused': ['bad_request', 'chat refused', [400]],
      filtered: ['content_filter', 'chat filtered', [400]],
      broken: ['server', 'chat broken', [500]],
      'timed-out': ['timeout', 'chat silent', [undefined]],
      unreachable: ['network', 'chat gpt-4.1'],
      aborted: ['cancelled', 'chat gpt-4.1', []],
      'embeddings-aborted': ['cancelled', 'embeddings text-embedding-3-small', []],
      // Left at what names the role alone.
      'streamed-left': ['cancelled', 'chat gpt-4.1', [200]],
      'streamed-broken': ['network', 'chat breaks', [200], inChunks(1, UNCOUNTED)],
      'responses-left': ['cancelled', 'chat gpt-4.1', [200]],
      'responses-aborted': ['cancelled', 'chat stalls', [200], inChunks(1, UNCOUNTED)],
      'responses-failed': ['server', 'chat fails', [200]],
    }),
  ],
  modalities: [
    ['plain', 'inputTokens', { unknown: USAGE.input }],
    ['plain', 'reasoningOutputTokens', { text: USAGE.reasoning }],
  ],
};
