import type { ReceivedSpan } from './otlp-receiver.js';

/** A span with the names of what is inside it, sorted by name: `{ 'invoke_workflow w': {...} }`. */
export interface SpanTree {
  readonly [name: string]: SpanTree;
}

/** The spans as trees of names, so that a whole trace can be compared at once. */
export function spanTree(spans: readonly ReceivedSpan[], parentSpanId = ''): SpanTree {
  const known = new Set(spans.map((span) => span.spanId));
  const children = spans.filter((span) =>
    parentSpanId === '' ? !known.has(span.parentSpanId) : span.parentSpanId === parentSpanId,
  );
  return Object.fromEntries(
    children
      .toSorted((a, b) => a.name.localeCompare(b.name))
      .map((span) => [span.name, spanTree(spans, span.spanId)]),
  );
}

/** The span of that name; fails with the names of those that did arrive. */
export function spanNamed(spans: readonly ReceivedSpan[], name: string): ReceivedSpan {
  const found = spans.find((span) => span.name === name);
  if (found !== undefined) return found;
  throw new Error(`no span "${name}"; arrived: ${spans.map((span) => span.name).join(', ')}`);
}
