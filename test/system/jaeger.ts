import { getJson } from './http.js';

/** A span with its children, in the order in which they began. */
export interface SpanTree {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly SpanTree[];
}

interface OtlpValue {
  stringValue?: string;
  intValue?: string | number;
  doubleValue?: number;
  boolValue?: boolean;
  arrayValue?: { values?: OtlpValue[] };
}

interface OtlpSpan {
  spanId: string;
  parentSpanId?: string;
  name: string;
  startTimeUnixNano: string;
  attributes?: { key: string; value: OtlpValue }[];
}

interface TraceAnswer {
  result: { resourceSpans: { scopeSpans: { spans: OtlpSpan[] }[] }[] };
}

function text(value: OtlpValue): string {
  if (value.arrayValue) return (value.arrayValue.values ?? []).map(text).join(',');
  return String(value.stringValue ?? value.intValue ?? value.doubleValue ?? value.boolValue ?? '');
}

/**
 * The trace as a tree, from Jaeger's query API (v3, OTLP JSON).
 * @returns the roots: one when the trace is whole
 */
export async function traceTree(jaegerUrl: string, traceId: string): Promise<SpanTree[]> {
  const answer = await getJson<TraceAnswer>(jaegerUrl, `/api/v3/traces/${traceId}`);
  const spans = answer.result.resourceSpans
    .flatMap(({ scopeSpans }) => scopeSpans)
    .flatMap((scope) => scope.spans)
    .sort((a, b) => Number(BigInt(a.startTimeUnixNano) - BigInt(b.startTimeUnixNano)));
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const build = (span: OtlpSpan): SpanTree => ({
    name: span.name,
    attributes: Object.fromEntries(
      (span.attributes ?? []).map(({ key, value }) => [key, text(value)]),
    ),
    children: spans.filter(({ parentSpanId }) => parentSpanId === span.spanId).map(build),
  });
  return spans.filter(({ parentSpanId }) => !parentSpanId || !ids.has(parentSpanId)).map(build);
}

/** Every span of a tree, parents before children. */
export function flatten(tree: SpanTree): SpanTree[] {
  return [tree, ...tree.children.flatMap(flatten)];
}

/** A tree as indented names, for messages. */
export function draw(tree: SpanTree, indent = ''): string {
  return [
    `${indent}${tree.name}`,
    ...tree.children.map((child) => draw(child, `${indent}  `)),
  ].join('\n');
}

/** The ids of a service's traces of the last hour up to a time, in milliseconds since 1970, sorted. */
export async function traceIds(
  jaegerUrl: string,
  service: string,
  until = Date.now(),
): Promise<string[]> {
  const { data } = await getJson<{ data: { traceID: string }[] }>(jaegerUrl, '/api/traces', {
    service,
    start: String((until - 3_600_000) * 1000),
    end: String(until * 1000),
    limit: '5000',
  });
  return data.map(({ traceID }) => traceID).sort();
}
