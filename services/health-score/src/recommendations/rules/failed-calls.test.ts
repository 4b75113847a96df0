import { expect, test } from 'vitest';
import { type Answers, decide } from '../testing/decide.js';
import { failedCalls } from './failed-calls.js';

type Answer = Answers<keyof typeof failedCalls.queries>;
const model = { gen_ai_provider_name: 'openai', gen_ai_request_model: 'gpt-4.1' };
const limited = { ...model, error_type: 'rate_limit' };

const LIMITED: Answer = {
  failures: [[limited, 240]],
  seconds: [[limited, 480]],
  calls: [[model, 2400]],
  agents: [[limited, 3]],
};

test('calls that are rejected for their rate are told, with what to do about it', () => {
  const [found] = decide(failedCalls, LIMITED);
  expect(found).toMatchObject({
    title: 'Fewer rate_limit failures of gpt-4.1',
    gain: { kind: 'failures per hour', amount: 10 },
    confidence: 'high',
  });
  expect(found?.detail).toBe(
    '240 of 2,400 calls to gpt-4.1 in the last day failed with rate_limit (10 %; 95 % interval 8.9 % to 11 %), in 3 agents. The failed attempts alone took 8 min, 2 s each; pauses before retries come on top. Spread the calls (fewer at a time, a queue with a rate), honour Retry-After, and ask the provider for a higher limit: each retry counts against the limit too.',
  );
});

test.each<[string, Answer]>([
  ['nothing failed', { failures: [] }],
  ['one in a hundred failed, by chance or not', { failures: [[limited, 24]] }],
  ['there were too few', { failures: [[limited, 3]], calls: [[model, 6]] }],
])('it stays silent when %s', (_, change) => {
  expect(decide(failedCalls, { ...LIMITED, ...change })).toEqual([]);
});
