import autocannon from 'autocannon';
import type { Bench } from '../bench.js';
import { startHealthService } from './health-service.js';
import { serveRecordedIndicators } from './recorded-indicators.js';

const AGENTS = 1000;
const CLIENTS = 100;
const ROUNDS = 5;
const SECONDS = 8;
/** A page asks every ten seconds; each client asks a hundred times as often. */
const PER_CLIENT_AND_SECOND = 10;

/** How fast the API answers, and what the service holds in memory meanwhile. */
export const health: Bench = {
  description: `GET /api/v1/health with ${CLIENTS} clients, of a system with ${AGENTS} agents`,
  async run() {
    const indicators = await serveRecordedIndicators(AGENTS);
    const service = await startHealthService(indicators.url);
    const paced: number[] = [];
    const pacedMedian: number[] = [];
    const saturated: number[] = [];
    const throughput: number[] = [];
    const memory: number[] = [];
    try {
      const url = `${service.url}/api/v1/health`;
      const size = (await (await fetch(url)).arrayBuffer()).byteLength;
      const load = async (perSecond?: number): Promise<autocannon.Result> => {
        const result = await autocannon({
          url,
          connections: CLIENTS,
          duration: SECONDS,
          ...(perSecond !== undefined && { overallRate: perSecond }),
        });
        if (result.non2xx + result.errors > 0) {
          throw new Error(`${result.non2xx} answers were no 200, ${result.errors} did not come`);
        }
        return result;
      };
      await load();
      for (let round = 0; round < ROUNDS; round++) {
        const calm = await load(CLIENTS * PER_CLIENT_AND_SECOND);
        paced.push(calm.latency.p99);
        pacedMedian.push(calm.latency.p50);
        const hard = await load();
        saturated.push(hard.latency.p99);
        throughput.push(hard.requests.average);
        memory.push(service.memoryBytes() / 1e6);
      }
      const each = `${CLIENTS} clients, ${PER_CLIENT_AND_SECOND} requests a second each`;
      return [
        { measure: 'size of the answer', unit: 'kB', values: [size / 1000] },
        { measure: `p99, ${each}`, unit: 'ms', values: paced },
        { measure: `median, ${each}`, unit: 'ms', values: pacedMedian },
        { measure: `p99, ${CLIENTS} clients without a pause`, unit: 'ms', values: saturated },
        { measure: 'requests a second without a pause', unit: '1/s', values: throughput },
        { measure: 'memory of the service', unit: 'MB', values: memory },
      ];
    } finally {
      await service.stop();
      indicators.close();
    }
  },
};
