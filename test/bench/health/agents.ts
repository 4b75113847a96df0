import { ATTR, METRIC, type MetricDefinition } from '@agent-vitals/instrumentation/semconv';

/** How often a program exports its metrics. */
const EXPORT_MS = 10_000;

/** What each agent does between two exports. */
const INVOCATIONS = 6;
const TOOL_CALLS = 2;

/** Every so many agents, one fails in a part of its invocations. */
const FAILING_EVERY = 50;

/** Agents in one request: as many as a large program may have. */
const BATCH = 250;

interface Distribution {
  count: number;
  sum: number;
  readonly buckets: number[];
}

/** A made-up agent: what it has done since the start, by metric and error type. */
type Agent = Map<string, Distribution>;

/** Agents at work: see {@link startAgents}. */
export interface Agents {
  stop(): void;
}

const nanoseconds = (ms: number): string => String(BigInt(Math.round(ms)) * 1_000_000n);

/**
 * Sends what `count` agents would measure of themselves to an OTLP/HTTP receiver, every 10 s until
 * stopped: durations, model calls and tool calls as cumulative histograms, each value drawn anew.
 *
 * @param onError what becomes of an export that fails
 */
export function startAgents(
  otlpUrl: string,
  count: number,
  onError: (error: unknown) => void,
): Agents {
  const began = Date.now();
  const names = Array.from({ length: count }, (_, index) => `agent_${index}`);
  const agents = new Map<string, Agent>(names.map((name) => [name, new Map()]));

  const work = (): void => {
    let index = 0;
    for (const agent of agents.values()) {
      const failing = index++ % FAILING_EVERY === 0;
      for (let call = 0; call < INVOCATIONS; call++) {
        const error = failing && Math.random() < 0.3 ? 'server' : '';
        const pace = 1 + (index % 7);
        record(agent, METRIC.invokeAgentDuration, error, pace * (0.5 + Math.random()));
        record(agent, METRIC.invokeAgentInferenceCalls, '', 1 + Math.floor(Math.random() * 4));
        for (let tool = 0; tool < TOOL_CALLS; tool++) {
          record(agent, METRIC.executeToolDuration, '', Math.random());
        }
      }
    }
  };
  const send = async (): Promise<void> => {
    work();
    const now = Date.now();
    for (let from = 0; from < count; from += BATCH) {
      const batch = names.slice(from, from + BATCH);
      await post(otlpUrl, payloadOf(batch, agents, began, now));
    }
  };
  const timer = setInterval(() => void send().catch(onError), EXPORT_MS);
  void send().catch(onError);
  return { stop: () => clearInterval(timer) };
}

const METRICS = [
  METRIC.invokeAgentDuration,
  METRIC.invokeAgentInferenceCalls,
  METRIC.executeToolDuration,
] as const;

function keyOf({ name }: MetricDefinition, error: string): string {
  return `${name} ${error}`;
}

function record(agent: Agent, metric: MetricDefinition, error: string, value: number): void {
  const bounds = metric.buckets ?? [];
  const key = keyOf(metric, error);
  const distribution = agent.get(key) ?? {
    count: 0,
    sum: 0,
    buckets: Array.from({ length: bounds.length + 1 }, () => 0),
  };
  agent.set(key, distribution);
  const bucket = bounds.findIndex((bound) => value <= bound);
  const index = bucket === -1 ? bounds.length : bucket;
  distribution.count += 1;
  distribution.sum += value;
  distribution.buckets[index] = (distribution.buckets[index] ?? 0) + 1;
}

function payloadOf(
  names: readonly string[],
  agents: ReadonlyMap<string, Agent>,
  began: number,
  now: number,
): object {
  const metrics = METRICS.map((metric) => ({
    name: metric.name,
    unit: metric.unit,
    histogram: {
      aggregationTemporality: 2,
      dataPoints: names.flatMap((name) =>
        ['', 'server'].flatMap((error) => {
          const distribution = agents.get(name)?.get(keyOf(metric, error));
          if (distribution === undefined) return [];
          return [
            {
              attributes: [
                attribute(ATTR.agentName, name),
                ...(error === '' ? [] : [attribute(ATTR.errorType, error)]),
              ],
              startTimeUnixNano: nanoseconds(began),
              timeUnixNano: nanoseconds(now),
              count: String(distribution.count),
              sum: distribution.sum,
              bucketCounts: distribution.buckets.map(String),
              explicitBounds: metric.buckets,
            },
          ];
        }),
      ),
    },
  }));
  const resource = { attributes: [attribute('service.name', 'thousand-agents')] };
  return {
    resourceMetrics: [
      { resource, scopeMetrics: [{ scope: { name: '@agent-vitals/instrumentation' }, metrics }] },
    ],
  };
}

function attribute(key: string, stringValue: string): object {
  return { key, value: { stringValue } };
}

async function post(otlpUrl: string, payload: object): Promise<void> {
  const response = await fetch(new URL('/v1/metrics', otlpUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(payload),
  });
  if (!response.ok) throw new Error(`OTLP: ${response.status} ${await response.text()}`);
}
