import { expect, test } from 'vitest';
import { type Answers, decide, TEN_MINUTES } from '../testing/decide.js';
import { promptCaching } from './prompt-caching.js';

type Answer = Answers<keyof typeof promptCaching.queries>;

const by = (agent: string) => ({
  service_name: 'shop',
  gen_ai_agent_name: agent,
  gen_ai_prompt_name: agent,
  gen_ai_provider_name: 'openai',
  gen_ai_request_model: 'gpt-4.1-mini',
});

const MISSED: Answer = {
  calls: [
    [by('writer'), 10_000],
    [by('reader'), 10_000],
  ],
  input: [
    [by('writer'), 20_000_000],
    [by('reader'), 20_000_000],
  ],
  cached: [[by('reader'), 16_000_000]],
  deviation: [
    [by('writer'), 80],
    [by('reader'), 80],
  ],
};

test('a long prompt that is sent often and never cached is recommended for caching', () => {
  const found = decide(promptCaching, MISSED);
  expect(found).toMatchObject([
    {
      title: 'Let the provider cache the prompt of writer',
      subject: 'writer',
      confidence: 'high',
      evidence: { values: { cachedShare: 0, cachedShareOfOthers: 0.8 } },
      link: '/dashboards/llm-usage?var-agent=writer',
    },
  ]);
  // 80 % of 20 million tokens at 0.10 instead of 0.40 USD a million, 30 days long.
  expect(found[0]?.gain?.amount).toBeCloseTo(30 * 16 * 0.3, 6);
  expect(found[0]?.detail).toContain('sends 2,000 input tokens to gpt-4.1-mini every 8.64 s');
});

test('without another prompt that is cached it assumes half, and is less sure', () => {
  const alone: Answer = { ...MISSED, calls: [[by('writer'), 10_000]] };
  const [found] = decide(promptCaching, alone);
  expect(found).toMatchObject({ confidence: 'medium' });
  expect(found?.gain?.amount).toBeCloseTo(30 * 10 * 0.3, 6);
  expect(found?.detail).toContain('an assumption');
});

test.each<[string, Answer]>([
  ['the prompt is short', { input: [[by('writer'), 5_000_000]] }],
  ['the cache is used', { cached: [[by('writer'), 12_000_000]] }],
  ['the length changes', { deviation: [[by('writer'), 1200]] }],
  ['nothing is known of the length', { deviation: [] }],
  ['calls are too far apart', { calls: [[by('writer'), 200]] }],
])('it stays silent when %s', (_, change) => {
  const alone: Answer = { ...MISSED, calls: [[by('writer'), 10_000]] };
  expect(decide(promptCaching, { ...alone, ...change })).toEqual([]);
});

test('it stays silent on few calls', () => {
  expect(decide(promptCaching, { ...MISSED, calls: [[by('writer'), 40]] }, TEN_MINUTES)).toEqual(
    [],
  );
});
