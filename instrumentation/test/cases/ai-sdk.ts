import { CHUNKS, startModelServer } from '../model-server.js';
import {
  failures,
  inChunks,
  once,
  turns,
  UNCOUNTED,
  type Expected,
  type ProviderCases,
} from './expected.js';
import { ANSWER, EMBEDDING, TOLD, UNPRICED } from './openai.js';

/** The model of the responses API does not tell the SDK where its server is. */
const { 'server.address': _, 'server.port': __, ...TOLD_OF_RESPONSES } = TOLD;

const finished = (reason: string, told: object = TOLD) => ({
  name: 'chat gpt-4.1',
  attributes: { ...told, 'gen_ai.response.finish_reasons': [reason] },
  statuses: [200],
});
const loop = [finished('tool_calls'), finished('stop')];
const LOOP = turns(loop, ANSWER);

/** Of cases whose calls belong to an agent of another name, or are not told. */
const NOTHING: Expected = { calls: [], recorded: {} };

export const aiSdk: ProviderCases = {
  sdk: 'ai',
  app: 'ai-sdk-calls.ts',
  start: startModelServer,
  rows: [
    {
      says: 'tokens and cost once, subsets included',
      cases: ['plain', 'named-as-its-caller'],
      expected: once(finished('stop'), ANSWER),
    },
    {
      says: 'the same for the responses API',
      cases: ['responses'],
      expected: once(finished('stop', TOLD_OF_RESPONSES), ANSWER),
    },
    {
      says: 'the same for its streams',
      cases: ['responses-streamed'],
      expected: once(finished('stop', TOLD_OF_RESPONSES), inChunks(CHUNKS.length, ANSWER)),
    },
    {
      says: 'the same for streams, also where left when the model has answered',
      cases: ['streamed', 'streamed-left'],
      expected: once(finished('stop'), inChunks(CHUNKS.length, ANSWER)),
    },
    {
      says: 'tokens once, where the answer itself is kept from telemetry',
      cases: ['responses-secret'],
      expected: once({ name: 'chat gpt-4.1', statuses: [200] }, ANSWER),
    },
    {
      says: 'an object is a chat with its tokens',
      cases: ['object', 'object-streamed'],
      expected: once({ name: 'chat answers-json' }, UNPRICED),
    },
    {
      says: 'input tokens and no output',
      cases: ['embedding', 'embeddings'],
      expected: once({ name: 'embeddings text-embedding-3-small' }, EMBEDDING),
    },
    {
      says: 'each turn of a loop is a call of the agent around it',
      cases: ['tools', 'tool-fails', 'agent-as-tool'],
      expected: LOOP,
    },
    {
      says: 'so it is in streams',
      cases: ['tools-streamed'],
      // The call of the tool is one chunk.
      expected: {
        ...LOOP,
        recorded: { ...LOOP.recorded, timeToFirstChunk: 2, timePerOutputChunk: CHUNKS.length - 1 },
      },
    },
    {
      says: 'calls of a named agent are that agent’s, and those that are switched off nobody’s',
      cases: ['named', 'tool-loop-agent', 'switched-off', 'broken', 'streamed-aborted'],
      expected: NOTHING,
    },
    {
      says: 'a call that is retried is a span for each attempt',
      cases: ['retried'],
      expected: {
        calls: [
          { name: 'chat flaky', errorType: 'server', statuses: [500] },
          { name: 'chat flaky', statuses: [200] },
        ],
        recorded: { ...UNPRICED, inferenceDuration: 2 },
      },
    },
    ...failures({
      'rate-limited': ['rate_limit', 'chat rate-limited', [429]],
      'streamed-rate-limited': ['rate_limit', 'chat rate-limited', [429]],
      'embedding-fails': ['rate_limit', 'embeddings rate-limited'],
      'object-fails': ['rate_limit', 'chat rate-limited'],
      unauthorized: ['auth', 'chat unauthorized', [401]],
      refused: ['bad_request', 'chat refused', [400]],
      unreachable: ['network', 'chat gpt-4.1', [undefined]],
      aborted: ['cancelled', 'chat gpt-4.1', []],
      'streamed-broken': ['network', 'chat breaks', [200], inChunks(1, UNCOUNTED)],
    }),
  ],
};
