import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { eventViolations, metricViolations, spanViolations } from './contract-violations.js';
import { decodeProtobuf } from './otlp-protobuf.js';

type Value = string | number | boolean | readonly unknown[] | object | undefined;

/** Attributes by name, as they were set. */
export type Attributes = Readonly<Record<string, Value>>;

export interface ReceivedSpan {
  /** Name of the instrumentation scope. */
  readonly scope: string;
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  /** 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  readonly kind: number;
  readonly attributes: Attributes;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  /** 0 unset, 2 error. */
  readonly statusCode: number;
  readonly statusMessage: string | undefined;
}

export interface ReceivedExemplar {
  readonly asDouble: number;
  readonly timeUnixNano: string;
  readonly traceId: string;
  readonly spanId: string;
}

export interface ReceivedPoint {
  readonly attributes: Attributes;
  /** Of a counter or gauge. */
  readonly value: number | undefined;
  /** Of a histogram. */
  readonly count: number | undefined;
  readonly sum: number | undefined;
  readonly bounds: readonly number[] | undefined;
  readonly exemplars: readonly ReceivedExemplar[];
  readonly startTimeUnixNano: bigint;
  readonly timeUnixNano: bigint;
}

export interface ReceivedMetric {
  /** Name of the instrumentation scope. */
  readonly scope: string;
  readonly name: string;
  readonly unit: string;
  readonly kind: 'sum' | 'histogram' | 'gauge';
  /** 2 is cumulative. */
  readonly temporality: number | undefined;
  readonly monotonic: boolean | undefined;
  readonly points: readonly ReceivedPoint[];
}

export interface ReceivedLog {
  readonly body: Value;
  readonly eventName: string;
  readonly attributes: Attributes;
  readonly severity: string;
  readonly traceId: string;
  readonly spanId: string;
}

export interface OtlpReceiver {
  readonly url: string;
  readonly spans: ReceivedSpan[];
  readonly logs: ReceivedLog[];
  /** Every export of metrics, oldest first. */
  readonly metricExports: ReceivedMetric[][];
  /** Attributes of the resources seen, the newest last. */
  readonly resources: Attributes[];
  /** Every request, without its body. */
  readonly requests: {
    readonly path: string;
    readonly contentType: string;
    readonly headers: IncomingHttpHeaders;
    /** Bytes as they arrived, compressed or not. */
    readonly size: number;
  }[];
  /** The newest value of a metric; fails with what did arrive. */
  metric(name: string): ReceivedMetric;
  /** Stops listening. Fails where anything that arrived is not as the contract has it. */
  close(): Promise<void>;
}

// The parts of OTLP/JSON that are read. https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
interface JsonValue {
  readonly stringValue?: string;
  readonly intValue?: string | number;
  readonly doubleValue?: number;
  readonly boolValue?: boolean;
  readonly arrayValue?: { readonly values: readonly JsonValue[] };
  readonly kvlistValue?: { readonly values: JsonAttributes };
}
type JsonAttributes = readonly { readonly key: string; readonly value: JsonValue }[];
interface JsonPoint {
  readonly attributes?: JsonAttributes;
  readonly asDouble?: number;
  readonly asInt?: string | number;
  readonly count?: string | number;
  readonly sum?: number;
  readonly explicitBounds?: readonly number[];
  readonly exemplars?: readonly ReceivedExemplar[];
  readonly startTimeUnixNano?: string;
  readonly timeUnixNano: string;
}
interface JsonData {
  readonly aggregationTemporality?: number;
  readonly isMonotonic?: boolean;
  readonly dataPoints: readonly JsonPoint[];
}
interface JsonMetric {
  readonly name: string;
  readonly unit?: string;
  readonly sum?: JsonData;
  readonly histogram?: JsonData;
  readonly gauge?: JsonData;
}
interface JsonSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly kind: number;
  readonly attributes?: JsonAttributes;
  readonly links?: ReceivedSpan['links'];
  readonly status?: { readonly code?: number; readonly message?: string };
}
interface JsonLog {
  readonly body?: JsonValue;
  readonly eventName?: string;
  readonly attributes?: JsonAttributes;
  readonly severityText?: string;
  readonly traceId?: string;
  readonly spanId?: string;
}
interface JsonScope {
  readonly scope?: { readonly name?: string };
}
interface JsonResource {
  readonly resource: { readonly attributes: JsonAttributes };
}
interface Payload {
  readonly resourceSpans?: readonly (JsonResource & {
    readonly scopeSpans: readonly (JsonScope & { readonly spans: readonly JsonSpan[] })[];
  })[];
  readonly resourceMetrics?: readonly (JsonResource & {
    readonly scopeMetrics: readonly (JsonScope & { readonly metrics: readonly JsonMetric[] })[];
  })[];
  readonly resourceLogs?: readonly (JsonResource & {
    readonly scopeLogs: readonly { readonly logRecords: readonly JsonLog[] }[];
  })[];
}

const plain = (value: JsonValue | undefined): Value => {
  if (value?.arrayValue !== undefined) return value.arrayValue.values.map(plain);
  if (value?.kvlistValue !== undefined) return plainAttributes(value.kvlistValue.values);
  if (value?.intValue !== undefined) return Number(value.intValue);
  return value?.stringValue ?? value?.doubleValue ?? value?.boolValue;
};

const plainAttributes = (attributes: JsonAttributes = []): Attributes =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, plain(value)]));

const optionalNumber = (value: string | number | undefined): number | undefined =>
  value === undefined ? undefined : Number(value);

const toPoint = (point: JsonPoint): ReceivedPoint => ({
  attributes: plainAttributes(point.attributes),
  value: optionalNumber(point.asDouble ?? point.asInt),
  count: optionalNumber(point.count),
  sum: point.sum,
  bounds: point.explicitBounds,
  exemplars: point.exemplars ?? [],
  startTimeUnixNano: BigInt(point.startTimeUnixNano ?? 0),
  timeUnixNano: BigInt(point.timeUnixNano),
});

const toMetric = (metric: JsonMetric, scope: string): ReceivedMetric => {
  const kind = metric.sum ? 'sum' : metric.histogram ? 'histogram' : 'gauge';
  const data = metric[kind];
  return {
    scope,
    name: metric.name,
    unit: metric.unit ?? '',
    kind,
    temporality: data?.aggregationTemporality,
    monotonic: data?.isMonotonic,
    points: (data?.dataPoints ?? []).map(toPoint),
  };
};

const toSpan = (span: JsonSpan, scope: string): ReceivedSpan => ({
  scope,
  name: span.name,
  traceId: span.traceId,
  spanId: span.spanId,
  parentSpanId: span.parentSpanId ?? '',
  kind: span.kind,
  attributes: plainAttributes(span.attributes),
  links: span.links ?? [],
  statusCode: span.status?.code ?? 0,
  statusMessage: span.status?.message,
});

const toLog = (log: JsonLog): ReceivedLog => ({
  body: plain(log.body),
  eventName: log.eventName ?? '',
  attributes: plainAttributes(log.attributes),
  severity: log.severityText ?? '',
  traceId: log.traceId ?? '',
  spanId: log.spanId ?? '',
});

/** Reads the body of a request, in either encoding of OTLP. */
const read = (path: string, contentType: string, body: Buffer): Payload =>
  (contentType === 'application/json'
    ? JSON.parse(body.toString())
    : decodeProtobuf(path, body)) as Payload;

/** Listens on a free port of 127.0.0.1 and keeps what arrives, as JSON or protobuf. */
export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const spans: ReceivedSpan[] = [];
  const logs: ReceivedLog[] = [];
  const metricExports: ReceivedMetric[][] = [];
  const resources: Attributes[] = [];
  const requests: OtlpReceiver['requests'] = [];

  const keep = (payload: Payload): void => {
    for (const group of payload.resourceSpans ?? []) {
      resources.push(plainAttributes(group.resource.attributes));
      spans.push(
        ...group.scopeSpans.flatMap(({ scope, spans: some }) =>
          some.map((span) => toSpan(span, scope?.name ?? '')),
        ),
      );
    }
    for (const group of payload.resourceMetrics ?? []) {
      resources.push(plainAttributes(group.resource.attributes));
      metricExports.push(
        group.scopeMetrics.flatMap(({ scope, metrics }) =>
          metrics.map((metric) => toMetric(metric, scope?.name ?? '')),
        ),
      );
    }
    for (const group of payload.resourceLogs ?? []) {
      logs.push(...group.scopeLogs.flatMap((scope) => scope.logRecords.map(toLog)));
    }
  };

  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const { url: path = '', headers } = request;
      const contentType = headers['content-type'] ?? '';
      requests.push({ path, contentType, headers, size: body.length });
      keep(
        read(path, contentType, headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body),
      );
      response.writeHead(200, { 'content-type': contentType }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    spans,
    logs,
    metricExports,
    resources,
    requests,
    metric(name) {
      const found = metricExports.at(-1)?.find((metric) => metric.name === name);
      if (found !== undefined) return found;
      const arrived = metricExports.at(-1)?.map((metric) => metric.name) ?? [];
      throw new Error(`no metric ${name} in the last export; it held ${arrived.join(', ')}`);
    },
    close: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      const violations = new Set([
        ...spans.flatMap(spanViolations),
        ...logs.flatMap(eventViolations),
        ...metricExports.flat().flatMap(metricViolations),
      ]);
      if (violations.size > 0) {
        throw new Error(`not as contract.json has it:\n${[...violations].join('\n')}`);
      }
    },
  };
}
