import { Agent, get } from 'node:http';

/** What a client saw in one measurement. */
export interface Load {
  readonly requests: number;
  readonly seconds: number;
  /** Milliseconds of each request, sorted. */
  readonly latencies: readonly number[];
}

/** Fetches a path once and returns the body. */
export function fetchText(url: string, agent?: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(`${url} answered ${response.statusCode}: ${text.slice(0, 200)}`));
      });
      response.on('error', reject);
    }).on('error', reject);
  });
}

/** Keeps `clients` requests under way for `seconds`: each client asks again when it has its answer. */
export async function load(url: string, clients: number, seconds: number): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const latencies: number[] = [];
  const began = performance.now();
  const until = began + seconds * 1000;
  const client = async (): Promise<void> => {
    while (performance.now() < until) {
      const asked = performance.now();
      await fetchText(url, agent);
      latencies.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const took = (performance.now() - began) / 1000;
  agent.destroy();
  return {
    requests: latencies.length,
    seconds: took,
    latencies: latencies.sort((a, b) => a - b),
  };
}
