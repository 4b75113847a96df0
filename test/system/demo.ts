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
  readonly status: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Part of the input tokens. */
  readonly cachedTokens: number;
  /** Part of the output tokens. */
  readonly reasoningTokens: number;
}

/** Every call that the model server answered with success since it started. */
export async function modelCalls(modelsUrl: string): Promise<ModelCall[]> {
  const answer = await getJson<{ requests: ModelCall[] }>(modelsUrl, '/requests');
  return answer.requests.filter(({ status }) => status === 200);
}
