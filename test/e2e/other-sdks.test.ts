import { calcPrice } from '@pydantic/genai-prices';
import {
  ATTR,
  METRIC,
  prometheusLabel,
  prometheusName,
  type MetricDefinition,
} from '@agent-vitals/instrumentation/semconv';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXPECTED, type Outcomes } from '../sdks/expected.js';
import { readSample, SAMPLES, sendSample, sentBy } from '../sdks/samples.js';
import { getJson } from '../system/http.js';
import { flatten, traceTree } from '../system/jaeger.js';
import { logLines } from '../system/loki.js';
import { exemplars, query, queryValue } from '../system/prometheus.js';
import { startSystem, type System } from '../system/system.js';
import { waitFor } from '../system/wait.js';

/** In every question and answer of the applications. */
const CONTENT = /harbour/i;

/** A process that the project's instrumentation watches, in which another SDK was left in. */
const WATCHED = 'watched-twice';
/** The project's own spans, in a process that has set up OpenTelemetry by itself. */
const OWN_SPANS = 'own-spans';

const dataDir = mkdtempSync(join(tmpdir(), 'vitals-sdks-'));
let system: System;

beforeAll(async () => {
  system = await startSystem({ demoRunsPerSecond: 0, dataDir });
  const again = readSample('openllmetry-python-0.62.4');
  await sendSample(
    system.urls.otlp,
    sentBy(again, { 'service.name': WATCHED, 'telemetry.distro.name': 'agent-vitals' }),
  );
  await sendSample(
    system.urls.otlp,
    sentBy(again, { 'service.name': OWN_SPANS }, '@agent-vitals/instrumentation'),
  );
  for (const name of SAMPLES) await sendSample(system.urls.otlp, readSample(name));
});
afterAll(async () => system?.remove());

/** Derived metrics are told every 10 s, each at its own time: the last answer is the one to compare. */
async function settled<T>(read: () => Promise<T>, expected: T): Promise<T> {
  await waitFor(
    'the metrics',
    async () => isDeepStrictEqual(await read(), expected) || undefined,
    40_000,
  ).catch(() => undefined);
  return read();
}

const ERROR = prometheusLabel(ATTR.errorType);

const outcomes = async (metric: MetricDefinition, ...matchers: string[]): Promise<Outcomes> => {
  const found = await query(
    system.urls.prometheus,
    `sum by (${ERROR}) (histogram_count(${prometheusName(metric)}{${matchers.join(',')}}))`,
  );
  return Object.fromEntries(found.map(({ labels, value }) => [labels[ERROR] ?? 'ok', value]));
};

const sum = async (expr: string): Promise<number> =>
  (await queryValue(system.urls.prometheus, `sum(${expr})`)) ?? 0;

const observations = (metric: MetricDefinition, ...matchers: string[]): Promise<number> =>
  sum(`histogram_count(${prometheusName(metric)}{${matchers.join(',')}})`);

const operation = (name: string): string => `${prometheusLabel(ATTR.operationName)}="${name}"`;

const priceOf = (model: string, usage: Record<string, number>): number =>
  calcPrice(usage, model, { providerId: 'openai' })!.total_price;

it('knows what to expect of every sample', () => {
  expect(SAMPLES).toEqual(Object.keys(EXPECTED).toSorted());
});

describe.each(SAMPLES)('%s', (name) => {
  const service = `service_name="${name}"`;
  const expected = EXPECTED[name]!;
  const total = (metric: MetricDefinition): Promise<number> =>
    sum(`${prometheusName(metric)}{${service}}`);

  it('counts each call to a model once, by how it ended [M3]', async () => {
    const { chats, embeddings, firstChunks, chatsByAgent } = expected;
    const wanted = { chats, embeddings, firstChunks, chatsByAgent };
    const counted = await settled(
      async () => ({
        chats: await outcomes(METRIC.inferenceDuration, service, operation('chat')),
        embeddings: await outcomes(METRIC.inferenceDuration, service, operation('embeddings')),
        firstChunks: await observations(METRIC.timeToFirstChunk, service),
        chatsByAgent: await observations(
          METRIC.inferenceDuration,
          service,
          operation('chat'),
          'gen_ai_agent_name!=""',
        ),
      }),
      wanted,
    );
    expect(counted).toEqual(wanted);
  });

  it('counts its tokens, and what they cost by the price list [M5]', async () => {
    const { tokens } = expected;
    const wanted = { ...tokens, priced: true, unpriced: expected.unpriced };
    const counted = await settled(
      async () => ({
        input: await total(METRIC.inputTokens),
        output: await total(METRIC.outputTokens),
        cacheRead: await total(METRIC.cacheReadInputTokens),
        reasoning: await total(METRIC.reasoningOutputTokens),
        priced: (await total(METRIC.llmCost)) > 0,
        unpriced: await total(METRIC.llmUnpricedCalls),
      }),
      wanted,
    );
    expect(counted).toEqual(wanted);
    const embedded = await sum(
      `${prometheusName(METRIC.inputTokens)}{${service},${operation('embeddings')}}`,
    );
    const chats = priceOf('gpt-4.1-mini', {
      input_tokens: tokens.input - embedded,
      cache_read_tokens: tokens.cacheRead,
      output_tokens: tokens.output,
    });
    const embeddings = priceOf('text-embedding-3-small', { input_tokens: embedded });
    expect(await total(METRIC.llmCost)).toBeCloseTo(chats + embeddings, 9);
    expect(
      await sum(`histogram_sum(${prometheusName(METRIC.operationInputTokens)}{${service}})`),
    ).toBe(tokens.input);
  });

  it('counts its agents, workflows and tools, by how they ended [I2][I4]', async () => {
    const { agents, workflows, tools } = expected;
    const wanted = { agents, workflows, tools };
    const counted = await settled(
      async () => ({
        agents: await outcomes(METRIC.invokeAgentDuration, service),
        workflows: await outcomes(METRIC.invokeWorkflowDuration, service),
        tools: await outcomes(METRIC.executeToolDuration, service),
      }),
      wanted,
    );
    expect(counted).toEqual(wanted);
  });

  it('puts the labels of the contract on them, and no others', async () => {
    const calls = await query(
      system.urls.prometheus,
      `${prometheusName(METRIC.inferenceDuration)}{${service},${operation('chat')}}`,
    );
    const known = [...METRIC.inferenceDuration.attributes.map(prometheusLabel), 'service_name'];
    for (const { labels } of calls) {
      expect(labels).toMatchObject({
        gen_ai_provider_name: 'openai',
        gen_ai_request_model: 'gpt-4.1-mini',
      });
      expect([...known, '__name__', 'job']).toEqual(expect.arrayContaining(Object.keys(labels)));
    }
  });

  it('has its spans in Jaeger under the names of the contract, without content', async () => {
    const ids = [...new Set(spansOf(name).map(({ traceId }) => traceId))];
    const spans = await waitFor('its traces', async () => {
      const trees = await Promise.all(ids.map((id) => traceTree(system.urls.jaeger, id)));
      const found = trees.flat().flatMap(flatten);
      return found.length === spansOf(name).length ? found : undefined;
    });
    const chats = spans.filter(({ name: span }) => span === 'chat gpt-4.1-mini');
    const calls = Object.values(expected.chats).reduce((all, count) => all + count, 0);
    expect(chats).toHaveLength(calls);
    expect(chats[0]?.attributes).toMatchObject({
      [ATTR.operationName]: 'chat',
      [ATTR.providerName]: 'openai',
    });
    const stored = await Promise.all(
      ids.map((id) => getJson<object>(system.urls.jaeger, `/api/v3/traces/${id}`)),
    );
    // Events and status too, which the trees leave out.
    expect(JSON.stringify(stored)).toContain('gpt-4.1-mini');
    expect(JSON.stringify(stored)).not.toMatch(CONTENT);
    expect(JSON.stringify(stored)).not.toContain('agent_vitals.passing');
  });
});

/** The spans of a sample, as they were sent. */
const spansOf = (name: string): readonly { readonly traceId: string }[] =>
  (readSample(name).traces as { scopeSpans: { spans: { traceId: string }[] }[] }[]).flatMap(
    ({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans),
  );

it('leads from a derived metric to the trace behind it', async () => {
  const known = new Set(SAMPLES.flatMap((name) => spansOf(name).map(({ traceId }) => traceId)));
  const found = await exemplars(system.urls.prometheus, prometheusName(METRIC.inferenceDuration));
  expect(found.length).toBeGreaterThan(0);
  for (const { traceId } of found) expect(known).toContain(traceId);
});

it.each([WATCHED, OWN_SPANS])(
  'derives nothing from %s, whose metrics come by themselves',
  async (service) => {
    await waitFor('its traces in Jaeger', async () => {
      const { data } = await getJson<{ data: string[] }>(system.urls.jaeger, '/api/services');
      return data.includes(service) || undefined;
    });
    for (const metric of [METRIC.inferenceDuration, METRIC.invokeAgentDuration, METRIC.llmCost]) {
      expect(await sum(`${prometheusName(metric)}{service_name="${service}"}`)).toBe(0);
    }
  },
);

/** An indicator of what the Python application did with OpenLLMetry. */
const indicator = (series: string, item: string): Promise<number> =>
  waitFor(`${series} of ${item}`, () =>
    queryValue(
      system.urls.prometheus,
      `${series}{item="${item}",service_name="openllmetry-python-0.62.4"}`,
    ),
  );

it('shows them in the indicators that rules, score and dashboards read', async () => {
  expect(await indicator('vitals:models_error_ratio', 'openai/gpt-4.1-mini')).toBeCloseTo(1 / 3, 2);
  expect(await indicator('vitals:agents_error_ratio', 'unlucky')).toBeCloseTo(1, 2);
  expect(await indicator('vitals:agents_error_ratio', 'forecaster')).toBe(0);
  expect(await indicator('vitals:workflows_error_ratio', 'tide_report')).toBeCloseTo(1 / 2, 2);
});

it('keeps what their metrics of older names tell, apart from the contract’s', async () => {
  expect(
    await sum(
      'histogram_count(gen_ai_client_operation_duration_seconds{service_name=~"openllmetry-python.*"})',
    ),
  ).toBeGreaterThan(0);
});

it('keeps content out of the logs too', async () => {
  const lines = await waitFor('the events in Loki', async () => {
    const found = await logLines(
      system.urls.loki,
      '{service_name="opentelemetry-python-openai-2.4b0"}',
    );
    return found.length > 0 ? found : undefined;
  });
  expect(JSON.stringify(lines)).toContain('gpt-4.1-mini');
  expect(JSON.stringify(lines)).not.toMatch(CONTENT);
});

it('adds what comes later to the same series, so that it can be told how fast they grow', async () => {
  const name = 'openllmetry-python-0.62.4';
  const chats = `${prometheusName(METRIC.inferenceDuration)}{service_name="${name}",${operation('chat')}}`;
  const before = await queryValue(system.urls.prometheus, `count(${chats})`);
  await sendSample(system.urls.otlp, sentBy(readSample(name), { 'service.name': name }));
  const read = (): Promise<number> => sum(`histogram_count(${chats})`);
  expect(await settled(read, 12)).toBe(12);
  expect(await queryValue(system.urls.prometheus, `count(${chats})`)).toBe(before);
});

it('has no statement that fails on any of them', () => {
  const log = readFileSync(join(dataDir, 'log/collector.log'), 'utf8');
  expect(log.split('\n').filter((line) => line.includes('failed to execute statement'))).toEqual(
    [],
  );
});
