import autocannon from 'autocannon';
import type { Series } from '../bench.js';
import { startHealthService } from '../../system/health-service.js';
import { steadyLoad } from './steady-load.js';

const CLIENTS = 100;
const ROUNDS = 5;
const SECONDS = 8;
/** A page asks every ten seconds; each client here asks ten and a hundred times as often. */
const PACES_MS = [1000, 100] as const;

/**
 * How fast `GET /api/v1/health` is answered, and what the service holds in memory meanwhile: a
 * service of its own, as the stack runs it, that evaluates what this Prometheus has.
 */
export async function measureAnswers(prometheusUrl: string): Promise<readonly Series[]> {
  const service = await startHealthService(prometheusUrl);
  const paced = PACES_MS.map((everyMs) => ({
    everyMs,
    p99: [] as number[],
    median: [] as number[],
  }));
  const saturated: number[] = [];
  const throughput: number[] = [];
  const memory: number[] = [];
  const url = `${service.url}/api/v1/health`;
  try {
    const { headers } = await fetch(url, { headers: { 'accept-encoding': 'gzip' } });
    const size = Number(headers.get('content-length'));
    // The first round only warms up.
    for (let round = -1; round < ROUNDS; round++) {
      for (const { everyMs, p99, median } of paced) {
        const calm = await steadyLoad({
          url: new URL(url),
          clients: CLIENTS,
          everyMs,
          seconds: SECONDS,
        });
        if (round < 0) continue;
        p99.push(quantile(calm, 0.99));
        median.push(quantile(calm, 0.5));
      }
      const hard = await load(url);
      if (round < 0) continue;
      saturated.push(hard.latency.p99);
      throughput.push(hard.requests.average);
      memory.push(service.memoryBytes() / 1e6);
    }
    return [
      { measure: 'size of the answer, compressed', unit: 'kB', values: [size / 1000] },
      ...paced.flatMap(({ everyMs, p99, median }) => {
        const each = `${CLIENTS} clients, each every ${everyMs} ms`;
        return [
          { measure: `answer, p99: ${each}`, unit: 'ms', values: p99 },
          { measure: `answer, median: ${each}`, unit: 'ms', values: median },
        ];
      }),
      { measure: `answer, p99: ${CLIENTS} clients without a pause`, unit: 'ms', values: saturated },
      { measure: 'answers a second, without a pause', unit: '1/s', values: throughput },
      { measure: 'memory of the service under this load', unit: 'MB', values: memory },
    ];
  } finally {
    await service.stop();
  }
}

const quantile = (sorted: readonly number[], part: number): number =>
  sorted[Math.ceil(sorted.length * part) - 1]!;

/** As many requests as the clients can make, each as soon as the one before is answered. */
async function load(url: string): Promise<autocannon.Result> {
  const result = await autocannon({
    url,
    connections: CLIENTS,
    duration: SECONDS,
    // As every browser and most clients do.
    headers: { 'accept-encoding': 'gzip' },
  });
  if (result.non2xx + result.errors > 0) {
    throw new Error(`${result.non2xx} answers were no 200, ${result.errors} did not come`);
  }
  return result;
}
