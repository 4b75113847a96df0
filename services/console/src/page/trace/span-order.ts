import type {
  Span,
  Trace,
} from '@perses-dev/tracing-gantt-chart-plugin/lib/TracingGanttChart/trace';

/** The spans of a trace in the order of the waterfall's rows. */
export function inOrder({ rootSpans }: Pick<Trace, 'rootSpans'>): readonly Span[] {
  const withChildren = (span: Span): readonly Span[] => [
    span,
    ...span.childSpans.flatMap(withChildren),
  ];
  return rootSpans.flatMap(withChildren);
}

/** Whether a span says that it failed. */
export const hasFailed = ({ status }: Pick<Span, 'status'>): boolean =>
  status.code === 'STATUS_CODE_ERROR';
