import { Alert, Button, Link, Stack, Typography } from '@mui/material';
import type { LogEntry } from '@perses-dev/core';
import type {
  Span,
  Trace,
} from '@perses-dev/tracing-gantt-chart-plugin/lib/TracingGanttChart/trace';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactElement } from 'react';
import { LogLines } from '../plugins/logs-table.js';
import { searchLogs } from '../plugins/loki-log-query.js';
import { timeAround } from './span-links.js';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;

/** How often lines are asked for while some may be on their way. */
const EVERY_MS = 5000;

/** Lines are written while their spans run, by clocks that may differ; of no trace, the last day's. */
const timesOf = (trace: Trace | undefined): { readonly start: Date; readonly end: Date } =>
  trace
    ? {
        start: new Date(trace.startTimeUnixMs - MINUTE_MS),
        end: new Date(trace.endTimeUnixMs + MINUTE_MS),
      }
    : { start: new Date(Date.now() - DAY_MS), end: new Date() };

const withSpan = (entries: readonly LogEntry[], span: Span): readonly LogEntry[] =>
  entries.filter(({ labels }) => labels['span_id'] === span.spanId);

/** The log lines of a trace, or of the span that is selected in it. */
export function TraceLogs({
  traceId,
  trace,
  span,
  isYoung,
}: {
  traceId: string;
  trace: Trace | undefined;
  span: Span | undefined;
  /** Whether lines may still be on their way. */
  isYoung: boolean;
}): ReactElement {
  const { data, error } = useQuery<LogEntry[], Error>({
    queryKey: ['trace logs', traceId, trace?.startTimeUnixMs, trace?.endTimeUnixMs],
    queryFn: () =>
      searchLogs('/api/loki', {
        query: `{service_name=~".+"} | trace_id="${traceId}"`,
        direction: 'forward',
        ...timesOf(trace),
      }),
    refetchInterval: isYoung ? EVERY_MS : false,
  });
  const [all, setAll] = useState(false);
  useEffect(() => setAll(false), [span]);

  const entries = data ?? [];
  const ofSpan = span && withSpan(entries, span);
  const shown = ofSpan && !all ? ofSpan : entries;
  const href = `/dashboards/logs?var-trace=${traceId}&${trace ? timeAround(trace) : 'start=24h'}`;
  return (
    <Stack component="section" aria-labelledby="trace-logs" sx={{ minHeight: 0, gap: 1 }}>
      <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1, alignItems: 'baseline' }}>
        <Typography variant="h2" id="trace-logs">
          {ofSpan && !all ? 'Log lines of the span' : 'Log lines of the trace'}
        </Typography>
        {ofSpan && (
          <Button size="small" onClick={() => setAll(!all)}>
            {all ? `Only the ${ofSpan.length} of the span` : `All ${entries.length} of the trace`}
          </Button>
        )}
        <Link href={href}>Search</Link>
      </Stack>
      {error && <Alert severity="error">{error.message}</Alert>}
      {data && shown.length === 0 && (
        <Typography>
          {ofSpan && !all
            ? 'The span has written no line.'
            : `No line has this trace id${trace ? '' : ' in the last 24 hours'}.`}
        </Typography>
      )}
      {shown.length > 0 && (
        <div data-testid="trace-logs">
          <LogLines entries={shown} options={{ time: true, wrap: true, enableDetails: true }} />
        </div>
      )}
    </Stack>
  );
}
