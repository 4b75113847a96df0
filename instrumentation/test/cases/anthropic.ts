import { CHUNKS, startAnthropicServer, USAGE } from '../servers/anthropic-server.js';
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

/** The API counts what it read from and wrote to its cache beside the rest of the input. */
const INPUT = USAGE.uncached + USAGE.cacheRead + USAGE.cacheWrite;

/** claude-haiku-4-5, in USD for a million: input 1, read from the cache 0.1, written to it 1.25,
 * for an hour 2, output 5. */
const costOf = (output: number): number =>
  (USAGE.uncached +
    USAGE.cacheRead * 0.1 +
    (USAGE.cacheWrite - USAGE.cacheWriteOneHour) * 1.25 +
    USAGE.cacheWriteOneHour * 2 +
    output * 5) /
  1e6;
const COST = costOf(USAGE.output);

const input = { input: INPUT, cacheRead: USAGE.cacheRead, cacheWrite: USAGE.cacheWrite };
const counted = { ...input, output: USAGE.output, reasoning: USAGE.thinking };

const ANSWER = tokens({ ...counted, cost: COST });
const UNPRICED = tokens(counted);
/** The thought is the first chunk. */
const STREAMED = inChunks(CHUNKS.length + 1, ANSWER);
/** The input is told at the start of a stream, with a first token of output, and is paid for. */
const BEGUN = tokens({ ...input, output: 1, cost: costOf(1) });

const finished = (reason: string) => ({
  name: 'chat claude-haiku-4-5',
  attributes: {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'anthropic',
    'gen_ai.request.model': 'claude-haiku-4-5',
    'gen_ai.request.max_tokens': 1024,
    'gen_ai.response.model': 'claude-haiku-4-5-20251001',
    'gen_ai.response.id': 'msg_1',
    'gen_ai.response.finish_reasons': [reason],
    'gen_ai.usage.input_tokens': INPUT,
    'gen_ai.usage.output_tokens': USAGE.output,
    'gen_ai.usage.cache_read.input_tokens': USAGE.cacheRead,
    'gen_ai.usage.cache_write.input_tokens': USAGE.cacheWrite,
    'gen_ai.usage.reasoning.output_tokens': USAGE.thinking,
    'agent_vitals.llm.cost': COST,
    'server.address': '127.0.0.1',
    'server.port': ANY_PORT,
  },
  statuses: [200],
});

export const anthropic: ProviderCases = {
  sdk: '@anthropic-ai/sdk',
  app: 'anthropic-calls.ts',
  start: startAnthropicServer,
  rows: [
    {
      says: 'tokens and cost once, cached ones in the input',
      cases: ['plain', 'plain-with-response', 'plain-parse', 'beta'],
      expected: once(finished('end_turn'), ANSWER),
    },
    {
      says: 'the same for streams, the chunks apart, also where left when the answer is complete',
      cases: [
        'streamed',
        'streamed-with-response',
        'streamed-tee',
        'streamed-helper',
        'streamed-helper-iterated',
        'streamed-beta',
        'streamed-beta-helper',
        'streamed-left-complete',
      ],
      expected: once(finished('end_turn'), STREAMED),
    },
    {
      says: 'a call that asks for a tool ends as the provider says',
      cases: ['tools'],
      expected: once(finished('tool_use'), ANSWER),
    },
    {
      says: 'so does a streamed one',
      cases: ['streamed-tools'],
      expected: once(finished('tool_use'), inChunks(2, ANSWER)),
    },
    {
      says: 'a helper that runs tools makes a call for each turn',
      cases: ['tool-runner'],
      expected: turns([finished('tool_use'), finished('end_turn')], ANSWER),
    },
    {
      says: 'searches of the web are a part of the cost: two, at 10 USD for a thousand',
      cases: ['searching'],
      expected: once(
        { name: 'chat claude-haiku-4-5-searching' },
        { ...ANSWER, llmCost: COST + 0.02 },
      ),
    },
    {
      says: 'a model without a known price is counted, and costs nothing known',
      cases: ['unpriced'],
      expected: once({ name: 'chat house-model' }, UNPRICED),
    },
    {
      says: 'an answer that the application reads by itself tells no tokens',
      cases: ['plain-as-response'],
      expected: once({ name: 'chat claude-haiku-4-5', statuses: [200] }, UNCOUNTED),
    },
    {
      says: 'a call that the SDK tries twice is one span, with both requests inside',
      cases: ['retried'],
      expected: once({ name: 'chat flaky', statuses: [529, 200] }, UNPRICED),
    },
    ...failures({
      'rate-limited': ['rate_limit', 'chat rate-limited', [429]],
      'rate-limited-twice': ['rate_limit', 'chat rate-limited', [429, 429]],
      'streamed-rate-limited': ['rate_limit', 'chat rate-limited', [429]],
      overloaded: ['server', 'chat overloaded', [529]],
      unauthorized: ['auth', 'chat unauthorized', [401]],
      refused: ['bad_request', 'chat refused', [400]],
      broken: ['server', 'chat broken', [500]],
      'timed-out': ['timeout', 'chat silent', [undefined]],
      unreachable: ['network', 'chat claude-haiku-4-5'],
      aborted: ['cancelled', 'chat claude-haiku-4-5', []],
      'streamed-left': ['cancelled', 'chat claude-haiku-4-5', [200], BEGUN],
      'streamed-aborted': ['cancelled', 'chat claude-haiku-4-5-stalls', [200], inChunks(1, BEGUN)],
      'streamed-helper-aborted': [
        'cancelled',
        'chat claude-haiku-4-5-stalls',
        [200],
        inChunks(1, BEGUN),
      ],
      'streamed-broken': ['network', 'chat claude-haiku-4-5-breaks', [200], inChunks(1, BEGUN)],
      'streamed-overloaded': [
        'server',
        'chat claude-haiku-4-5-overloads',
        [200],
        inChunks(1, BEGUN),
      ],
    }),
  ],
};
