import { Agent, request } from 'undici';
import type { Asked } from './page-readings.js';

/** A query with what it took. */
export interface QueryReading {
  readonly query: string;
  /** In Prometheus, beside the others. */
  readonly ms: number;
  /** Samples that Prometheus read. */
  readonly samples: number;
  /** Series of the answer. */
  readonly series: number;
}

/** What browsers open to one host. */
const CONNECTIONS = 6;

interface Answer {
  readonly data?: {
    readonly result?: readonly unknown[];
    readonly stats?: {
      readonly timings: { readonly execTotalTime: number };
      readonly samples: { readonly totalQueryableSamples: number };
    };
  };
}

/**
 * Asks everything that a refresh asked, side by side as a browser does.
 * @param console where the page sent it
 * @returns from the first question to the last answer, in milliseconds, and each query
 * @throws {Error} an answer is none
 */
export async function askSideBySide(
  console: string,
  asked: readonly Asked[],
): Promise<{ readonly ms: number; readonly queries: readonly QueryReading[] }> {
  const dispatcher = new Agent({ connections: CONNECTIONS });
  const began = performance.now();
  const queries = await Promise.all(
    asked.map(async (each): Promise<QueryReading> => {
      const url = new URL(each.path, console);
      const parameters = new URLSearchParams(each.body ?? url.search);
      const { statusCode, body } = await request(url, {
        dispatcher,
        method: each.method as 'GET',
        ...(each.body !== undefined && {
          body: `${each.body}&stats=all`,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        }),
      });
      const text = await body.text();
      if (statusCode !== 200) throw new Error(`${url.href}: ${statusCode} ${text}`);
      const { data } = JSON.parse(text) as Answer;
      return {
        query: parameters.get('query') ?? url.pathname,
        ms: (data?.stats?.timings.execTotalTime ?? 0) * 1000,
        samples: data?.stats?.samples.totalQueryableSamples ?? 0,
        series: data?.result?.length ?? 0,
      };
    }),
  );
  const ms = performance.now() - began;
  await dispatcher.close();
  return { ms, queries };
}
