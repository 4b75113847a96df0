import { calcPrice } from '@pydantic/genai-prices';
import {
  ATTR,
  METRIC,
  prometheusLabel,
  prometheusName,
  type MetricDefinition,
} from '@agent-vitals/instrumentation/semconv';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deliver, modelCalls, type Delivery, type ModelCall } from '../system/demo.js';
import { getJson } from '../system/http.js';
import { draw, flatten, traceTree, type SpanTree } from '../system/jaeger.js';
import { logLines } from '../system/loki.js';
import { sendOtlp } from '../system/otlp.js';
import { exemplars, query, queryValue } from '../system/prometheus.js';
import { root as checkout, startSystem, type System } from '../system/system.js';
import { waitFor } from '../system/wait.js';

const AGENTS = [
  'requirements_analyst',
  'architecture_designer',
  'code_generator',
  'test_generator',
  'code_reviewer',
  'security_analyst',
  'documentation_generator',
];
const RUNS = 3;

let system: System;
const deliveries: Delivery[] = [];

beforeAll(async () => {
  system = await startSystem({ demoRunsPerSecond: 0 });
  for (let run = 0; run < RUNS; run++) {
    deliveries.push(await deliver(system.urls.demo, `A ledger for team ${run}`));
  }
});
afterAll(async () => system?.remove());

const spansNamed = (tree: SpanTree, name: string): SpanTree[] =>
  flatten(tree).filter((span) => span.name === name);

/** The trace of the first delivery, once its last agent is in it. */
async function wholeTrace(): Promise<SpanTree> {
  return waitFor('the trace of a delivery in Jaeger', async () => {
    const roots = await traceTree(system.urls.jaeger, deliveries[0]!.traceId);
    const [root] = roots;
    const whole =
      roots.length === 1 &&
      root &&
      AGENTS.every((name) => spansNamed(root, `invoke_agent ${name}`)[0]);
    return whole ? root : undefined;
  });
}

it('shows a workflow run as one tree of HTTP, workflow, agents, model and tool calls and SQL [I4][I2]', async () => {
  const root = await wholeTrace();
  const picture = draw(root);
  expect(root.name, picture).toBe('POST /v1/deliveries');
  const [workflow] = spansNamed(root, 'invoke_workflow software_delivery');
  expect(workflow, picture).toBeDefined();
  for (const name of AGENTS) {
    const [agent] = spansNamed(workflow!, `invoke_agent ${name}`);
    expect(agent, `${name} in\n${picture}`).toBeDefined();
    const inside = flatten(agent!).map((span) => span.name);
    expect(
      inside.some((span) => span.startsWith('chat ')),
      `model call of ${name} in\n${picture}`,
    ).toBe(true);
    expect(
      inside.some((span) => span.startsWith('execute_tool ')),
      `tool call of ${name} in\n${picture}`,
    ).toBe(true);
  }
  const statements = flatten(root).filter(
    ({ attributes }) => attributes['db.system.name'] === 'postgresql',
  );
  expect(statements.length, picture).toBeGreaterThan(0);
});

it('carries agent, workflow, prompt and version to every model call inside [I3]', async () => {
  const calls = flatten(await wholeTrace()).filter((span) => span.name.startsWith('chat '));
  expect(calls.length).toBeGreaterThanOrEqual(AGENTS.length);
  for (const { attributes } of calls) {
    expect(attributes).toMatchObject({
      [ATTR.workflowName]: 'software_delivery',
      [ATTR.agentName]: expect.stringMatching(/^[a-z_]+$/),
      [ATTR.promptName]: expect.stringMatching(/./),
      [ATTR.promptVersion]: expect.stringMatching(/./),
      [ATTR.providerName]: 'openai',
    });
  }
});

it('counts the requests of the application, and not those that export its telemetry', async () => {
  const servers = await waitFor('the requests to the model server', async () => {
    const found = await query(
      system.urls.prometheus,
      'group by (server_port) (http_client_request_duration_seconds{service_name="demo-api"})',
    );
    const ports = found.map(({ labels }) => labels['server_port']);
    return ports.includes(new URL(system.called.demoModels).port) ? ports : undefined;
  });
  expect(servers).not.toContain(new URL(system.called.otlp).port);
});

/** Totals by model, without the zeros and in order, so that two of them compare as text. */
type ByModel = Readonly<Record<string, number>>;

const tidy = (entries: Iterable<readonly [string, number]>): ByModel =>
  Object.fromEntries(
    [...entries].filter(([, value]) => value !== 0).sort(([a], [b]) => a.localeCompare(b)),
  );

const total = (sums: ByModel): number => Object.values(sums).reduce((sum, value) => sum + value, 0);

/** Sums over the calls that the model server answered. */
async function counted(value: (call: ModelCall) => number): Promise<ByModel> {
  const sums = new Map<string, number>();
  for (const call of await modelCalls(system.urls.demoModels)) {
    sums.set(call.model, (sums.get(call.model) ?? 0) + value(call));
  }
  return tidy(sums);
}

/** What Prometheus holds of a counter. */
async function stored(metric: MetricDefinition): Promise<ByModel> {
  const model = prometheusLabel(ATTR.requestModel);
  const samples = await query(
    system.urls.prometheus,
    `sum by (${model}) (${prometheusName(metric)})`,
  );
  return tidy(samples.map(({ labels, value }) => [labels[model]!, value] as const));
}

it.each<[string, MetricDefinition, (call: ModelCall) => number]>([
  ['input tokens', METRIC.inputTokens, (call) => call.inputTokens],
  ['output tokens', METRIC.outputTokens, (call) => call.outputTokens],
  ['cached input tokens', METRIC.cacheReadInputTokens, (call) => call.cachedTokens],
  ['reasoning tokens', METRIC.reasoningOutputTokens, (call) => call.reasoningTokens],
])('counts exactly the %s that the model server counted', async (_, metric, tokens) => {
  const expected = await counted(tokens);
  expect(Object.keys(expected)).not.toEqual([]);
  // Metrics arrive every 10 s: the last answer that Prometheus gave is the one to compare.
  const actual = await waitFor(
    `${prometheusName(metric)} as the model server counted`,
    async () => {
      const value = await stored(metric);
      return total(value) === total(expected) ? value : undefined;
    },
  ).catch(() => stored(metric));
  expect(actual).toEqual(expected);
});

const price = (call: ModelCall): number =>
  calcPrice(
    {
      input_tokens: call.inputTokens,
      cache_read_tokens: call.cachedTokens,
      output_tokens: call.outputTokens,
    },
    call.model,
    { providerId: 'openai' },
  )!.total_price;

it('costs exactly what the price list says of the tokens that the model server counted', async () => {
  const expected = await counted(price);
  const actual = await waitFor('the cost of every model', async () => {
    const cost = await stored(METRIC.llmCost);
    return Object.keys(cost).length === Object.keys(expected).length ? cost : undefined;
  });
  for (const [model, usd] of Object.entries(expected)) expect(actual[model]).toBeCloseTo(usd, 9);
});

it('counts each workflow, agent and tool call once [M4]', async () => {
  const runs = await queryValue(
    system.urls.prometheus,
    `sum(histogram_count(${prometheusName(METRIC.invokeWorkflowDuration)}))`,
  );
  expect(runs).toBe(RUNS);
  const label = prometheusLabel(ATTR.agentName);
  const agents = await query(
    system.urls.prometheus,
    `sum by (${label}) (histogram_count(${prometheusName(METRIC.invokeAgentDuration)}))`,
  );
  expect(new Set(agents.map(({ labels }) => labels[label]))).toEqual(new Set(AGENTS));
  for (const { value } of agents) expect(value).toBeGreaterThanOrEqual(RUNS);
});

it('puts agent, workflow, prompt and version on the token counters', async () => {
  const [sample] = await query(system.urls.prometheus, prometheusName(METRIC.inputTokens));
  expect(sample?.labels).toMatchObject({
    service_name: 'demo-api',
    service_namespace: 'demo',
    deployment_environment_name: 'demo',
    gen_ai_provider_name: 'openai',
    gen_ai_workflow_name: 'software_delivery',
    gen_ai_agent_name: expect.stringMatching(/./),
    gen_ai_prompt_name: expect.stringMatching(/./),
    gen_ai_prompt_version: expect.stringMatching(/./),
    gen_ai_token_modality: expect.stringMatching(/./),
  });
});

it.each([METRIC.invokeWorkflowDuration, METRIC.invokeAgentDuration, METRIC.inferenceDuration])(
  'leads from $name to the trace of a delivery',
  async (metric) => {
    const traces = deliveries.map(({ traceId }) => traceId);
    const found = await waitFor('exemplars in Prometheus', async () => {
      const all = await exemplars(system.urls.prometheus, prometheusName(metric));
      return all.length > 0 ? all : undefined;
    });
    expect(traces).toEqual(expect.arrayContaining(found.map(({ traceId }) => traceId)));
  },
);

it('measures every API endpoint [M1]', async () => {
  const routes = await query(
    system.urls.prometheus,
    'sum by (http_route) (histogram_count(http_server_request_duration_seconds{service_name="demo-api"}))',
  );
  expect(routes.map(({ labels }) => labels['http_route'])).toContain('/v1/deliveries');
});

it.each([
  'system_cpu_utilization_ratio',
  'system_memory_utilization_ratio',
  'system_disk_io_bytes_total',
  'system_filesystem_utilization_ratio',
  'system_network_io_bytes_total',
])('measures the machine: %s [M2]', async (name) => {
  const series = await waitFor(name, () => queryValue(system.urls.prometheus, `count(${name})`));
  expect(series).toBeGreaterThan(0);
});

it('collects agent metrics at least every 30 s, run or no run [T4]', async () => {
  const age = `max(time() - timestamp(${prometheusName(METRIC.inputTokens)}))`;
  expect(await queryValue(system.urls.prometheus, age)).toBeLessThan(30);
});

it('finds the logs of a run by its trace id, under three index labels [I5]', async () => {
  const lines = await waitFor('the logs of a delivery in Loki', async () => {
    const found = await logLines(
      system.urls.loki,
      `{service_name="demo-api"} | trace_id="${deliveries[0]!.traceId}"`,
    );
    return found.length > 0 ? found : undefined;
  });
  expect(lines.some(({ text }) => text.includes('delivery'))).toBe(true);
  const labels = await getJson<{ data: string[] }>(system.urls.loki, '/loki/api/v1/labels');
  expect(new Set(labels.data.filter((label) => !label.startsWith('__')))).toEqual(
    new Set(['deployment_environment_name', 'service_name', 'service_namespace']),
  );
});

/** Texts that no backend may hold, and what they look like there. */
const SECRETS = ['sk-proj-abcdefghijKLMNOP0123456789', 'ada.lovelace@example.com'];
const TELLTALE = `Mail ${SECRETS[1]}, the key is ${SECRETS[0]}.`;
const MASKED = 'Mail ****, the key is ****.';

const expectNoSecret = (held: unknown): void => {
  for (const secret of SECRETS) expect(JSON.stringify(held)).not.toContain(secret);
};

it('keeps secrets and personal data out of every backend, whoever sends them', async () => {
  const traceId = '5ec2e7'.padEnd(32, '0');
  const telltale = { note: TELLTALE };
  await sendOtlp(system.urls.otlp, {
    service: 'foreign',
    traceId,
    span: { name: `call ${TELLTALE}`, attributes: telltale },
    log: { body: TELLTALE, attributes: telltale },
    metric: { name: 'foreign.calls', attributes: telltale },
  });
  const [span] = await waitFor('the span in Jaeger', async () => {
    const roots = await traceTree(system.urls.jaeger, traceId);
    return roots.length > 0 ? roots : undefined;
  });
  expect(span).toMatchObject({ name: `call ${MASKED}`, attributes: { note: MASKED } });
  const [line] = await waitFor('the log in Loki', async () => {
    const found = await logLines(system.urls.loki, '{service_name="foreign"}');
    return found.length > 0 ? found : undefined;
  });
  expect(line).toMatchObject({ text: MASKED, labels: { note: MASKED } });
  const series = await waitFor('the metrics in Prometheus', async () => {
    const found = await query(system.urls.prometheus, '{service_name="foreign"}');
    const names = new Set(found.map(({ labels }) => labels['__name__']));
    // Those that the collector derives from the span too.
    return names.has('foreign_calls_total') && names.size > 1 ? found : undefined;
  });
  expectNoSecret([span, line, series]);
  const [counter] = await query(system.urls.prometheus, 'foreign_calls_total');
  expect(counter?.labels['note']).toBe(MASKED);
});

it('reads a conversation of 100 KB back from Loki, under the name of its event', async () => {
  const app = join(checkout, 'test/system/apps/conversation.ts');
  await promisify(execFile)(
    process.execPath,
    ['--import', '@agent-vitals/instrumentation/register', app],
    {
      cwd: checkout,
      env: {
        ...process.env,
        MODEL_URL: `${system.urls.demoModels}/v1`,
        LAST_WORDS: TELLTALE,
        OTEL_SERVICE_NAME: 'conversation',
        OTEL_EXPORTER_OTLP_ENDPOINT: system.urls.otlp,
        OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'event_only',
        AGENT_VITALS_CONTENT_LIMIT: '200000',
      },
    },
  );
  const lines = await waitFor('the conversation in Loki', async () => {
    const found = await logLines(
      system.urls.loki,
      '{service_name="conversation"} | event_name="gen_ai.client.inference.operation.details"',
    );
    return found.length > 0 ? found : undefined;
  });
  expect(lines).toHaveLength(1);
  const [{ text, labels }] = lines as [(typeof lines)[0]];
  const body = JSON.parse(text) as Record<string, { parts: { content: string }[] }[]>;
  const messages = body[ATTR.inputMessages] ?? [];
  expect(messages).toHaveLength(101);
  expect(messages[0]?.parts[0]?.content).toMatch(/^turn 0: (tide ){200}$/);
  expect(messages.at(-1)?.parts[0]?.content).toBe(MASKED);
  expect(body[ATTR.outputMessages]?.[0]?.parts.length).toBeGreaterThan(0);
  expect(text.length).toBeGreaterThan(100_000);
  expect(labels).toMatchObject({ gen_ai_request_model: 'gpt-4.1-mini' });
  expect(labels).not.toHaveProperty('gen_ai_input_messages');
  expectNoSecret(lines);
});

it('still has the data after a restart of the whole stack', async () => {
  const before = await stored(METRIC.inputTokens);
  await system.restart();
  const tree = await wholeTrace();
  expect(flatten(tree).length).toBeGreaterThan(AGENTS.length);
  const lines = await logLines(
    system.urls.loki,
    `{service_name="demo-api"} | trace_id="${deliveries[0]!.traceId}"`,
  );
  expect(lines.length).toBeGreaterThan(0);
  const model = prometheusLabel(ATTR.requestModel);
  const samples = await query(
    system.urls.prometheus,
    `sum by (${model}) (last_over_time(${prometheusName(METRIC.inputTokens)}[10m]))`,
  );
  expect(tidy(samples.map(({ labels, value }) => [labels[model]!, value] as const))).toEqual(
    before,
  );
});
