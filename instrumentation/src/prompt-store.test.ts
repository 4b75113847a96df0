import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { promptStore, recordPromptCacheLookup } from './index.js';
import { METRIC } from './semconv.js';
import { startInMemorySdk, type InMemorySdk } from './testing/in-memory-sdk.js';

let sdk: InMemorySdk;

beforeAll(() => {
  sdk = startInMemorySdk();
});
afterAll(() => sdk.stop());

test('measures each lookup, to its end and with its failure, and changes none', async () => {
  const timeout = Object.assign(new Error('too slow'), { name: 'TimeoutError' });
  const prompts = new Map([['greet', 'Say hello.']]);
  const find = promptStore('prompts', async (name: string) => {
    if (name === 'slow') {
      await setTimeout(50);
      throw timeout;
    }
    return prompts.get(name);
  });
  expect(await find('greet')).toBe('Say hello.');
  expect(await find('none')).toBeUndefined();
  await expect(find('slow')).rejects.toBe(timeout);
  const failing = promptStore({ name: 'files' }, () => {
    throw timeout;
  });
  expect(failing).toThrow(timeout);
  const points = await sdk.points(METRIC.promptLookupDuration.name);
  expect(points.map(({ attributes, count }) => [attributes, count])).toEqual([
    [{ 'agent_vitals.prompt.store': 'prompts' }, 2],
    [{ 'agent_vitals.prompt.store': 'prompts', 'error.type': 'timeout' }, 1],
    [{ 'agent_vitals.prompt.store': 'files', 'error.type': 'timeout' }, 1],
  ]);
  // A timer may be a little early.
  expect(points[1]?.value).toBeGreaterThan(0.04);
  expect(sdk.spans()).toEqual([]);
});

test('a store without a name is refused', () => {
  expect(() => promptStore('', () => 1)).toThrow(/must be a name/);
});

test('measures what writes prompts apart from what finds them', async () => {
  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  const save = promptStore({ name: 'drafts', operation: 'save' }, async (text: string) => {
    if (text === '') throw refused;
    return text.length;
  });
  expect(await save('Say hello.')).toBe(10);
  await expect(save('')).rejects.toBe(refused);
  const points = await sdk.points(METRIC.promptSaveDuration.name);
  expect(points.map(({ attributes, count }) => [attributes, count])).toEqual([
    [{ 'agent_vitals.prompt.store': 'drafts' }, 1],
    [{ 'agent_vitals.prompt.store': 'drafts', 'error.type': 'network' }, 1],
  ]);
  const lookups = await sdk.points(METRIC.promptLookupDuration.name);
  expect(lookups.map(({ attributes }) => attributes['agent_vitals.prompt.store'])).not.toContain(
    'drafts',
  );
});

test('counts what the cache before a store had and what it had not', async () => {
  for (const hit of [false, true, true]) recordPromptCacheLookup({ name: 'prompts', hit });
  const points = await sdk.points(METRIC.promptCacheLookups.name);
  expect(points.map(({ attributes, value }) => [attributes, value])).toEqual([
    [{ 'agent_vitals.prompt.store': 'prompts', 'agent_vitals.prompt.cache.result': 'miss' }, 1],
    [{ 'agent_vitals.prompt.store': 'prompts', 'agent_vitals.prompt.cache.result': 'hit' }, 2],
  ]);
});

test('a lookup in a cache that is told wrongly reaches nobody', () => {
  expect(() => recordPromptCacheLookup(undefined as never)).not.toThrow();
});
