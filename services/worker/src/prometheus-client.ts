import { z } from 'zod';

/** One series at one moment. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  /** Unix time in seconds. */
  readonly time: number;
  /** NaN and infinities as PromQL has them. */
  readonly value: number;
}

/** One series over a time. */
export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  /** Oldest first; a step without a sample has no point. */
  readonly points: readonly Point[];
}

/** A value and its Unix time in seconds. */
export interface Point {
  readonly time: number;
  readonly value: number;
}

/** Asks a Prometheus. Every method throws {@link PrometheusAwayError} or {@link QueryRefusedError}. */
export interface PrometheusClient {
  /** An instant query, now or at `time`. A scalar is one sample without labels. */
  query(expr: string, time?: Date): Promise<readonly Sample[]>;
  /** A range query, both ends included. */
  queryRange(expr: string, from: Date, to: Date, stepSeconds: number): Promise<readonly Series[]>;
}

/** Options of {@link createPrometheusClient}. */
export interface PrometheusClientOptions {
  /** Base URL, with the path under which Prometheus is served, if any: `http://127.0.0.1:9090`. */
  readonly url: string;
  /** How long one query may take, in milliseconds. Default: 5000. */
  readonly timeoutMs?: number;
}

/** Nothing that can answer is there: no connection, no answer in time, or an overloaded server. */
export class PrometheusAwayError extends Error {
  override readonly name: string = 'PrometheusAwayError';
}

/** Prometheus answered that it will not run the query: it is wrong, or too large. */
export class QueryRefusedError extends Error {
  override readonly name: string = 'QueryRefusedError';
}

/**
 * The frame of an answer. The thousands of series in it are not checked one by one: that would copy
 * each, for a format that Prometheus keeps stable.
 */
const answerSchema = z.object({
  data: z.discriminatedUnion('resultType', [
    z.object({ resultType: z.literal('vector'), result: z.custom<RawSample[]>(Array.isArray) }),
    z.object({ resultType: z.literal('matrix'), result: z.custom<RawSeries[]>(Array.isArray) }),
    z.object({ resultType: z.literal('scalar'), result: z.custom<RawPoint>(Array.isArray) }),
  ]),
});

type RawPoint = readonly [time: number, value: string];

interface RawSample {
  readonly metric: Readonly<Record<string, string>>;
  /** Absent where the sample is a native histogram. */
  readonly value?: RawPoint;
}

interface RawSeries {
  readonly metric: Readonly<Record<string, string>>;
  readonly values?: readonly RawPoint[];
}

const refusalSchema = z.object({ error: z.string() });

/**
 * A client of Prometheus' HTTP API (https://prometheus.io/docs/prometheus/latest/querying/api/).
 * Queries are sent as forms, so that their length is not that of a URL. Samples that are native
 * histograms have no one value and are left out: ask for a quantile.
 */
export function createPrometheusClient({
  url,
  timeoutMs = 5000,
}: PrometheusClientOptions): PrometheusClient {
  const ask = async (path: string, form: Record<string, string>): Promise<unknown> => {
    const answer = await post(`${url.replace(/\/$/, '')}/api/v1/${path}`, form, timeoutMs);
    if (answer.status >= 500 && answer.status !== 501) {
      throw new PrometheusAwayError(
        `Prometheus at ${url} answered ${answer.status}: ${answer.text.slice(0, 200)}`,
      );
    }
    const body = parseJson(answer.text, url);
    if (answer.status !== 200) {
      const { error } = refusalSchema.catch({ error: answer.text.slice(0, 200) }).parse(body);
      throw new QueryRefusedError(
        `Prometheus at ${url} refused with ${answer.status}: ${error}; the query was ${form['query']}`,
      );
    }
    return body;
  };
  return {
    async query(expr, time) {
      const form = { query: expr, ...(time && { time: seconds(time) }) };
      const data = dataOf(await ask('query', form), url);
      if (data.resultType === 'scalar') return [{ labels: {}, ...toPoint(data.result) }];
      if (data.resultType === 'matrix') throw unexpected(url, data.resultType);
      return data.result.flatMap(({ metric, value }) =>
        value === undefined ? [] : [{ labels: metric, ...toPoint(value) }],
      );
    },
    async queryRange(expr, from, to, stepSeconds) {
      const form = {
        query: expr,
        start: seconds(from),
        end: seconds(to),
        step: String(stepSeconds),
      };
      const data = dataOf(await ask('query_range', form), url);
      if (data.resultType !== 'matrix') throw unexpected(url, data.resultType);
      return data.result.map(({ metric, values = [] }) => ({
        labels: metric,
        points: values.map(toPoint),
      }));
    },
  };
}

function dataOf(body: unknown, url: string): z.infer<typeof answerSchema>['data'] {
  const { data, error } = answerSchema.safeParse(body);
  if (data === undefined) throw unexpected(url, z.prettifyError(error));
  return data.data;
}

function unexpected(url: string, what: string): PrometheusAwayError {
  return new PrometheusAwayError(`What answers at ${url} is not Prometheus: it sent ${what}`);
}

async function post(
  url: string,
  form: Record<string, string>,
  timeoutMs: number,
): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams(form),
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    const late = error instanceof DOMException && error.name === 'TimeoutError';
    throw new PrometheusAwayError(
      late
        ? `Prometheus did not answer ${url} within ${timeoutMs} ms`
        : `Prometheus cannot be reached at ${url}`,
      { cause: error },
    );
  }
}

function parseJson(text: string, url: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PrometheusAwayError(`What answers at ${url} is not Prometheus: it sent no JSON`, {
      cause: error,
    });
  }
}

function toPoint([time, value]: RawPoint): Point {
  return { time, value: toNumber(value) };
}

function toNumber(text: string): number {
  if (text === '+Inf') return Infinity;
  return text === '-Inf' ? -Infinity : Number(text);
}

function seconds(date: Date): string {
  return String(date.getTime() / 1000);
}
