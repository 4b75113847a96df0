import type {
  Span,
  Trace,
} from '@perses-dev/tracing-gantt-chart-plugin/lib/TracingGanttChart/trace';
import { LINKED_ATTRIBUTES } from './linked-attributes.js';

/** A page that says more of a span. */
export interface SpanLink {
  readonly title: string;
  readonly href: string;
}

const MINUTE_MS = 60_000;
/** What is shown before and after a trace: enough of a graph to see whether it stands out. */
const MARGIN_MS = 15 * MINUTE_MS;

type Times = Pick<Trace, 'startTimeUnixMs' | 'endTimeUnixMs'>;

/** The time around a trace, as an address has it. */
export const timeAround = ({ startTimeUnixMs, endTimeUnixMs }: Times): string =>
  `start=${Math.floor(startTimeUnixMs - MARGIN_MS)}&end=${Math.ceil(endTimeUnixMs + MARGIN_MS)}`;

/** The value of an attribute as text; undefined where there is none. */
function attributeOf({ attributes }: Pick<Span, 'attributes'>, key: string): string | undefined {
  const value = attributes.find((attribute) => attribute.key === key)?.value;
  return value && 'stringValue' in value ? value.stringValue : undefined;
}

const linkTo = (dashboard: string, variables: Record<string, string>, time: string): string =>
  `/dashboards/${dashboard}?${[
    ...Object.entries(variables).map(([name, value]) => `var-${name}=${encodeURIComponent(value)}`),
    time,
  ].join('&')}`;

/** Where to look next from a span, at the time of its trace. */
export function spanLinks(
  span: Pick<Span, 'traceId' | 'name' | 'attributes'>,
  times: Times,
): readonly SpanLink[] {
  const time = timeAround(times);
  return [
    ...LINKED_ATTRIBUTES.flatMap(({ attribute, title, dashboard, variable }) => {
      const value = attributeOf(span, attribute);
      return value === undefined
        ? []
        : { title: `${title} ${value}`, href: linkTo(dashboard, { [variable]: value }, time) };
    }),
    { title: 'Log lines of the trace', href: linkTo('logs', { trace: span.traceId }, time) },
    { title: 'Traces with such a span', href: linkTo('traces', { span: span.name }, time) },
  ];
}
