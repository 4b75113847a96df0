import { setTimeout as sleep } from 'node:timers/promises';
import type { StackUrls } from '@agent-vitals/stack';
import { getJson } from './http.js';
import { traceIds } from './jaeger.js';
import { sendOtlp } from './otlp.js';
import { queryValue } from './prometheus.js';

/** The service that all of it is about. */
export const SENDER = 'sender';

/** The trace id of what was sent as number `n`. */
export const traceIdOf = (n: number): string => String(n).padStart(32, 'a');

/** Sends one trace, one line, and one series `sent_total`, all of which tell their number. */
export async function sendNumbered(otlpUrl: string, n: number): Promise<void> {
  await sendOtlp(otlpUrl, {
    service: SENDER,
    traceId: traceIdOf(n),
    span: { name: 'send', attributes: {} },
    log: { body: `sent ${n}`, attributes: {} },
    metric: { name: 'sent', attributes: { n: String(n) } },
  });
}

/** Sends without a pause until it is stopped. */
export interface NumberedSender {
  /** Resolves with how many were sent. */
  stop(): Promise<number>;
}

/**
 * Sends one after the other, numbered from 1 on.
 * @param send resolves once all of one is taken
 * @param everyMs the time between two, in milliseconds
 */
export function keepSending(send: (n: number) => Promise<void>, everyMs: number): NumberedSender {
  const end = new AbortController();
  let sent = 0;
  const sending = (async () => {
    while (!end.signal.aborted) {
      await send(sent + 1);
      sent += 1;
      await sleep(everyMs);
    }
  })();
  return {
    async stop() {
      end.abort();
      await sending;
      return sent;
    },
  };
}

/** What the stores have of it. */
export interface StoredNumbers {
  readonly traces: number;
  readonly metrics: number;
  /** One that was sent again may be there twice. */
  readonly lines: readonly string[];
}

/** Asks the stores for what was sent in the last hour. */
export async function storedNumbers(urls: StackUrls): Promise<StoredNumbers> {
  return {
    traces: (await traceIds(urls.jaeger, SENDER)).length,
    metrics: (await queryValue(urls.prometheus, 'count(last_over_time(sent_total[1h]))')) ?? 0,
    lines: await storedLines(urls.loki),
  };
}

/** The lines that Loki has of it. */
async function storedLines(lokiUrl: string): Promise<string[]> {
  const { data } = await getJson<{ data: { result: { values: [string, string][] }[] } }>(
    lokiUrl,
    '/loki/api/v1/query_range',
    { query: `{service_name="${SENDER}"}`, since: '1h', limit: '5000' },
  );
  return data.result.flatMap(({ values }) => values.map(([, line]) => line));
}
