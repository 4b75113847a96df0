import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aiSdk } from './cases/ai-sdk.js';
import { anthropic } from './cases/anthropic.js';
import type { ProviderCases } from './cases/expected.js';
import { googleGenAi } from './cases/google-genai.js';
import { openai } from './cases/openai.js';
import { observeCalls, type ObservedCalls } from './observed-calls.js';

/** A further SDK is a further row here, with an application and the table of its cases. */
const PROVIDERS: readonly ProviderCases[] = [openai, anthropic, googleGenAi, aiSdk];

type Values = Readonly<Record<string, unknown>>;

const only = (values: Values, wanted: Values = {}): Values =>
  Object.fromEntries(Object.keys(wanted).map((key) => [key, values[key]]));

/** Money is a sum of fractions. */
const close = (values: Values = {}, key: string): Values =>
  values[key] === undefined
    ? values
    : { ...values, [key]: expect.closeTo(values[key] as number, 10) };

/** The port of a server is known when it runs. */
const withPort = (values: Values, url: string): Values =>
  values['server.port'] === undefined
    ? values
    : { ...values, 'server.port': Number(new URL(url).port) };

describe.each(PROVIDERS)('calls by $sdk', ({ app, start, rows, modalities = [] }) => {
  let server: Awaited<ReturnType<ProviderCases['start']>>;
  let observed: ObservedCalls;
  let seen: Readonly<Record<string, { readonly error?: unknown }>>;

  beforeAll(async () => {
    server = await start();
    observed = await observeCalls(app, { MODEL_URL: server.url });
    seen = JSON.parse(observed.run.stdout) as typeof seen;
  });

  afterAll(() => server.close());

  test('each case of the application is in the table', () => {
    expect(Object.keys(seen).toSorted()).toEqual(rows.flatMap((row) => row.cases).toSorted());
  });

  const cases = rows.flatMap(({ says, cases: names, expected }) =>
    names.map((name) => ({ name, says, expected })),
  );

  test.each(cases)('$name: $says', ({ name, expected: { calls, recorded } }) => {
    const spans = observed.calls(name);
    // Of each span what the table names.
    expect(
      spans.map((span, index) => ({
        name: span.name,
        attributes: only(span.attributes, calls[index]?.attributes),
        errorType: span.attributes['error.type'],
        failed: span.statusCode === 2,
        statuses: calls[index]?.statuses && observed.statuses(span),
      })),
    ).toEqual(
      calls.map(({ name: spanName, attributes, errorType, statuses }) => ({
        name: spanName,
        attributes: withPort(close(attributes, 'agent_vitals.llm.cost'), server.url),
        errorType,
        failed: errorType !== undefined,
        statuses,
      })),
    );
    // Of the metrics all.
    expect(observed.recorded(name)).toEqual(close(recorded, 'llmCost'));
    expect(new Set(observed.errorTypes(name))).toEqual(new Set(calls.map((it) => it.errorType)));
    // Of the agent around: the number of its calls.
    expect(observed.points('invokeAgentInferenceCalls', name)[0]?.sum).toBe(calls.length);
  });

  test('an agent fails as its call did, where the failure reaches the application', () => {
    for (const { name, expected } of cases.filter((it) => it.expected.calls.length > 0)) {
      const failed = expected.calls.at(-1)?.errorType;
      const [invocation] = observed.points('invokeAgentDuration', name);
      expect(invocation?.attributes['error.type'], name).toBe(seen[name]?.error && failed);
    }
  });

  test('the time to the first chunk is told on the spans of streams too', () => {
    for (const { name, expected } of cases) {
      const streamed = observed
        .calls(name)
        .filter((span) => span.attributes['gen_ai.response.time_to_first_chunk'] !== undefined);
      expect(streamed.length, name).toBe(expected.recorded.timeToFirstChunk ?? 0);
    }
  });

  test('there are no other spans of calls, such as an SDK’s own', () => {
    const known = /^(chat|embeddings|text_completion|generate_content|invoke_agent|execute_tool) /;
    const others = observed.receiver.spans.filter(({ name }) => !known.test(name));
    expect(new Set(others.map(({ name }) => name))).toEqual(new Set(['POST']));
  });

  test.each(modalities)('%s: %s by modality', (name, metric, tokens) => {
    expect(observed.modalities(metric, name)).toEqual(tokens);
  });
});
