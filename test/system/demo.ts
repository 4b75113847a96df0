import { getJson } from './http.js';

/** A finished run of the demo's workflow. */
export interface Delivery {
  readonly id: string;
  readonly traceId: string;
}

/**
 * Has the demo run its workflow once.
 * @throws {Error} the run failed
 */
export async function deliver(demoUrl: string, requirement: string): Promise<Delivery> {
  const response = await fetch(new URL('/v1/deliveries', demoUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ requirement }),
    signal: AbortSignal.timeout(120_000),
  });
  const body = await response.text();
  if (!response.ok) throw new Error(`POST /v1/deliveries: ${response.status} ${body}`);
  const { id } = JSON.parse(body) as { id: string };
  return { id, traceId: response.headers.get('x-trace-id') ?? '' };
}

/** One call that the demo's model server answered, as it counted it. */
export interface ModelCall {
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Part of the input tokens. */
  readonly cachedInputTokens: number;
  /** Part of the output tokens. */
  readonly reasoningOutputTokens: number;
}

/** Every call that the model server answered since it started. */
export async function modelCalls(modelsUrl: string): Promise<ModelCall[]> {
  return (await getJson<{ requests: ModelCall[] }>(modelsUrl, '/requests')).requests;
}
