import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { METRIC } from '@agent-vitals/instrumentation/semconv';
import { observeCalls, recordings, type ObservedCalls } from './observed-calls.js';
import { startModelServer } from './model-server.js';
import { runApp, type AppRun } from './run-app.js';
import { startAnthropicServer } from './servers/anthropic-server.js';
import { startGoogleServer } from './servers/google-server.js';
import type { ProtocolServer, ReceivedRequest } from './servers/protocol-server.js';

interface Application {
  /** File under `apps/`; by its end an ES module or CommonJS. */
  readonly app: string;
  /** Servers that it calls, by the variable that says where. */
  readonly servers?: Readonly<Record<string, () => Promise<ProtocolServer>>>;
  readonly env?: Readonly<Record<string, string>>;
}

const openai = { MODEL_URL: startModelServer };
// Where it is `test`, as in a test, the SDK of OpenAI's agents switches its tracing off.
const production = { NODE_ENV: 'production' };

/** Every provider and framework. A further one is a further row. */
const APPLICATIONS: readonly Application[] = [
  { app: 'openai-calls.ts', servers: openai },
  { app: 'anthropic-calls.ts', servers: { MODEL_URL: startAnthropicServer } },
  { app: 'google-genai-calls.ts', servers: { MODEL_URL: startGoogleServer } },
  {
    app: 'providers.cjs',
    servers: {
      OPENAI_URL: startModelServer,
      ANTHROPIC_URL: startAnthropicServer,
      GOOGLE_URL: startGoogleServer,
    },
  },
  {
    app: 'complaints.ts',
    servers: { OPENAI_URL: startModelServer, ANTHROPIC_URL: startAnthropicServer },
  },
  { app: 'ai-sdk-calls.ts', servers: openai },
  { app: 'ai-sdk.cjs', servers: openai },
  { app: 'langgraph.ts', servers: openai },
  { app: 'langgraph.cjs', servers: openai },
  { app: 'openai-agents.ts', servers: openai, env: production },
  { app: 'openai-agents.cjs', servers: openai, env: production },
  { app: 'mcp-client-v1.ts' },
  { app: 'mcp-client-v1.ts', env: { OVER_HTTP: 'true' } },
  { app: 'mcp-client-v2.ts' },
  { app: 'mcp-client-v2.ts', env: { OVER_HTTP: 'true' } },
  { app: 'mcp-client-v2.ts', env: { REVISION: '2026-07-28' } },
  { app: 'mcp.cjs' },
];

/** Requests without the ids that an SDK makes up, in an order of their own: branches run at once. */
const tidy = (requests: readonly ReceivedRequest[]): readonly string[] =>
  requests
    .map((request) => JSON.stringify(request).replaceAll(/"id":"(?!call_)[^"]*"/g, '"id":""'))
    .toSorted();

/** Runs an application with servers of its own. */
const withServers = async <R>(
  { servers = {}, env = {} }: Application,
  run: (env: Readonly<Record<string, string>>) => Promise<R>,
): Promise<{ readonly run: R; readonly requests: readonly (readonly ReceivedRequest[])[] }> => {
  const started = await Promise.all(
    Object.entries(servers).map(async ([name, start]) => ({ name, server: await start() })),
  );
  const urls = Object.fromEntries(started.map(({ name, server }) => [name, server.url]));
  const result = await run({ ...env, ...urls });
  await Promise.all(started.map(({ server }) => server.close()));
  return { run: result, requests: started.map(({ server }) => server.requests) };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/**
 * What a run recorded, but for the sessions of MCP servers: the client ends a server that it
 * started, and whether that one can still tell of its session depends on the machine.
 */
const comparable = ({ receiver }: ObservedCalls): readonly object[] =>
  recordings(receiver).filter(
    (point) => (point as { name: string }).name !== METRIC.mcpServerSessionDuration.name,
  );

/** What was seen of the contract by the end. */
const seenMetrics = new Set<string>();
const seenSpans = new Set<string>();

type Run<R> = Awaited<ReturnType<typeof withServers<R>>>;

describe.each(APPLICATIONS)('$app $env', (application) => {
  const { app } = application;
  const started = app.endsWith('.cjs') ? 'started.cjs' : 'started.ts';
  let plain: Run<AppRun>;
  let observed: Run<ObservedCalls>;
  let unsampled: Run<ObservedCalls>;
  let byCode: Run<ObservedCalls>;

  beforeAll(async () => {
    [plain, observed, unsampled, byCode] = await Promise.all([
      withServers(application, (env) => runApp({ app, register: false, env })),
      withServers(application, (env) => observeCalls(app, env)),
      withServers(application, (env) =>
        observeCalls(app, { ...env, OTEL_TRACES_SAMPLER: 'always_off' }),
      ),
      withServers(application, (env) =>
        observeCalls(started, { ...env, APP: app }, { register: false }),
      ),
    ]);
    for (const { name } of observed.run.receiver.metricExports.flat()) seenMetrics.add(name);
    for (const { attributes } of observed.run.receiver.spans) {
      seenSpans.add(attributes['gen_ai.operation.name'] as string);
      if (attributes['mcp.method.name'] !== undefined) seenSpans.add('mcp');
    }
  }, 120_000);

  // https://github.com/langfuse/langfuse/issues/7789
  test('"results differ where it is on": the application sees the same', () => {
    for (const { run } of [observed.run, byCode.run]) {
      expect({ code: run.code, stderr: run.stderr }).toEqual({ code: 0, stderr: plain.run.stderr });
      expect(parsed(run.stdout)).toEqual(parsed(plain.run.stdout));
    }
  });

  test('so do the servers that it calls', () => {
    for (const { requests } of [observed, byCode]) {
      expect(requests.map(tidy)).toEqual(plain.requests.map(tidy));
    }
  });

  // https://github.com/traceloop/openllmetry/pull/4445
  test('"metrics are lost where the trace is not sampled": they are the same', () => {
    const recorded = comparable(observed.run);
    expect(recorded.length).toBeGreaterThan(5);
    expect(unsampled.run.receiver.spans).toEqual([]);
    expect(comparable(unsampled.run)).toEqual(recorded);
  });

  test('they are the same where startVitals() starts it before the SDKs are loaded', () => {
    expect(comparable(byCode.run)).toEqual(comparable(observed.run));
  });

  // https://github.com/traceloop/openllmetry/issues/4188
  // https://github.com/traceloop/openllmetry/issues/2777
  test('"content is sent although it is off": nothing of what is said is', () => {
    const { spans, logs, metricExports } = observed.run.receiver;
    const sent = JSON.stringify([spans, logs, metricExports], (_, it) =>
      typeof it === 'bigint' ? String(it) : (it as unknown),
    );
    // The address of a resource is not what it holds.
    const said = /Hello|one two three|(?<!notes:\/\/)tides|moons|high at noon|because/g;
    expect(sent.match(said)).toBeNull();
  });
});

// Of these tests, or of others' own: evaluations, prompt stores, queues, databases, the limiter.
const ELSEWHERE =
  /^agent_vitals\.(evaluation|limited|postgresql|prompt)|^(db|messaging|postgresql)\./;

test('together they make every span and every metric that the contract has of models, agents and MCP', () => {
  const { metrics, spans } = JSON.parse(
    readFileSync(new URL('../contract.json', import.meta.url), 'utf8'),
  ) as {
    readonly metrics: readonly { readonly name: string }[];
    readonly spans: readonly { readonly operations: readonly string[] }[];
  };
  const expected = metrics.map(({ name }) => name).filter((name) => !ELSEWHERE.test(name));
  expect(expected.filter((name) => !seenMetrics.has(name))).toEqual([]);
  const operations = spans.flatMap((it) => (it.operations.length > 0 ? it.operations : ['mcp']));
  expect(operations.filter((operation) => !seenSpans.has(operation))).toEqual([]);
});
