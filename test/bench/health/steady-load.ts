import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';

/** Options of {@link steadyLoad}. */
export interface SteadyLoadOptions {
  readonly url: URL;
  readonly clients: number;
  /** Time between two requests of a client, in milliseconds. */
  readonly everyMs: number;
  readonly seconds: number;
}

/**
 * Clients that ask at an even pace, each at its own moment, as pages do that refresh by
 * themselves. A request that is late for its moment counts from that moment, so that an answer
 * that holds up the next ones is not forgiven.
 *
 * @returns the milliseconds of each answer, in order of their size
 * @throws {Error} an answer was no 200
 */
export async function steadyLoad(options: SteadyLoadOptions): Promise<readonly number[]> {
  const { url, clients, everyMs, seconds } = options;
  const pool = new Pool(url.origin, { connections: clients });
  const latencies: number[] = [];
  const begun = performance.now();

  const ask = async (client: number): Promise<void> => {
    const phase = (client / clients) * everyMs;
    for (let due = begun + phase; due < begun + seconds * 1000; due += everyMs) {
      await sleep(Math.max(0, due - performance.now()));
      const { statusCode, body } = await pool.request({
        path: url.pathname,
        method: 'GET',
        headers: { 'accept-encoding': 'gzip' },
      });
      await body.dump();
      latencies.push(performance.now() - due);
      if (statusCode !== 200) throw new Error(`${url.href} answered ${statusCode}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: clients }, (_, client) => ask(client)));
  } finally {
    await pool.close();
  }
  return latencies.sort((a, b) => a - b);
}
