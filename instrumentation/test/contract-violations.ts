import { readFileSync } from 'node:fs';
import type { ReceivedLog, ReceivedMetric, ReceivedSpan } from './otlp-receiver.js';

interface ContractSpan {
  readonly operations: readonly string[];
  readonly name: string;
  readonly kinds: readonly string[];
  readonly required: readonly string[];
}

interface ContractMetric {
  readonly name: string;
  readonly instrument: 'histogram' | 'counter' | 'updowncounter';
  readonly unit: string;
  readonly attributes: readonly string[];
  readonly buckets?: readonly number[];
}

/** contract.json, as any program would read it. */
interface Contract {
  readonly namespaces: readonly string[];
  readonly attributes: readonly string[];
  readonly events: readonly string[];
  readonly spans: readonly ContractSpan[];
  readonly metrics: readonly ContractMetric[];
}

const contract = JSON.parse(
  readFileSync(new URL('../contract.json', import.meta.url), 'utf8'),
) as Contract;

const SCOPE = '@agent-vitals/instrumentation';
const KINDS = ['', 'internal', 'server', 'client'];
const CUMULATIVE = 2;

/** At the end of a span's name in the contract: more may follow. */
const MORE = '…';

const isOurs = (name: string): boolean =>
  contract.namespaces.some((namespace) => name.startsWith(namespace));

const unknownAttributes = (attributes: object): readonly string[] =>
  Object.keys(attributes)
    .filter((name) => isOurs(name) && !contract.attributes.includes(name))
    .map((name) => `attribute ${name}`);

const asText = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/** The name that a span of these attributes has: `{x}` is the value of x, `[…]` may be missing. */
const nameOf = (template: string, { attributes }: ReceivedSpan): string => {
  const fill = (part: string): string =>
    part.replaceAll(/\{([^}]+)\}/g, (_, name: string) => asText(attributes[name]));
  return fill(
    template.replaceAll(/\[([^\]]*\{([^}]+)\}[^\]]*)\]/g, (_, part: string, name: string) =>
      attributes[name] === undefined ? '' : part,
    ),
  );
};

const same = (a: readonly number[] = [], b: readonly number[] = []): boolean =>
  a.length === b.length && a.every((bound, index) => bound === b[index]);

/** What of a span is not as the contract has it, in words. */
export function spanViolations(span: ReceivedSpan): readonly string[] {
  if (span.scope !== SCOPE) return [];
  const found = [...unknownAttributes(span.attributes)];
  const method = span.attributes['mcp.method.name'];
  const operation = span.attributes['gen_ai.operation.name'];
  // A tool that is called over MCP may tell so on the span that the tool has already.
  const isMcp = method !== undefined && !span.name.startsWith(`${asText(operation)} `);
  const definition = contract.spans.find(({ operations }) =>
    isMcp ? operations.length === 0 : operations.includes(asText(operation)),
  );
  if (definition === undefined) {
    found.push(`operation ${asText(operation)}`);
  } else {
    const name = nameOf(definition.name, span);
    const fits = name.endsWith(MORE) ? span.name.startsWith(name.slice(0, -1)) : span.name === name;
    if (!fits) found.push(`name, which should be "${name}"`);
    if (!definition.kinds.includes(KINDS[span.kind] ?? '')) found.push(`kind ${span.kind}`);
    for (const required of definition.required) {
      if (span.attributes[required] === undefined) found.push(`missing attribute ${required}`);
    }
  }
  return found.map((what) => `span "${span.name}": ${what}`);
}

/** What of a metric is not as the contract has it, in words. */
export function metricViolations(metric: ReceivedMetric): readonly string[] {
  const definition = contract.metrics.find(({ name }) => name === metric.name);
  if (metric.scope !== SCOPE || definition === undefined) {
    return isOurs(metric.name) ? [`metric ${metric.name} is not in the contract`] : [];
  }
  const found = new Set<string>();
  const { instrument, unit, attributes, buckets } = definition;
  if (metric.unit !== unit) found.add(`unit ${metric.unit}, not ${unit}`);
  const kind =
    metric.kind === 'sum' ? (metric.monotonic ? 'counter' : 'updowncounter') : metric.kind;
  if (kind !== instrument) found.add(`is no ${instrument}`);
  if (metric.temporality !== CUMULATIVE) found.add('is not cumulative');
  for (const point of metric.points) {
    for (const name of Object.keys(point.attributes)) {
      if (!attributes.includes(name)) found.add(`attribute ${name}`);
    }
    if (!same(point.bounds, buckets)) found.add(`buckets ${String(point.bounds)}`);
    if (point.startTimeUnixNano === 0n || point.startTimeUnixNano > point.timeUnixNano) {
      found.add('start time');
    }
  }
  return [...found].map((what) => `metric ${metric.name}: ${what}`);
}

/** What of a log event is not as the contract has it, in words. */
export function eventViolations({ eventName, attributes }: ReceivedLog): readonly string[] {
  const found = [...unknownAttributes(attributes)];
  if (isOurs(eventName) && !contract.events.includes(eventName)) found.push('its name');
  return found.map((what) => `event "${eventName}": ${what}`);
}
