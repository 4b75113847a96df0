import { Alert, Box, Stack, Typography } from '@mui/material';
import { BuiltinVariableContext, VariableContext } from '@perses-dev/plugin-system';
import type { Trace } from '@perses-dev/tracing-gantt-chart-plugin/lib/TracingGanttChart/trace';
import { format } from 'date-fns';
import { useEffect, type ReactElement } from 'react';
import { StringParam, useQueryParam } from 'use-query-params';
import { formatDuration } from './format-duration.js';
import { hasFailed, inOrder } from './span-order.js';
import { SpanAttributes } from './span-attributes.js';
import { SpanPane } from './span-pane.js';
import { TraceAbsent } from './trace-absent.js';
import { isTraceId } from './trace-id.js';
import { TraceLogs } from './trace-logs.js';
import { useTrace } from './use-trace.js';
import { PATIENCE_MS } from './watch-trace.js';
import { Waterfall } from './waterfall.js';

/** Beside the waterfall where there is room, else beneath it. */
const COLUMNS = {
  display: 'grid',
  gap: 2,
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 3fr) minmax(24rem, 2fr)' },
};
const WATERFALL = { height: { xs: '28rem', lg: 'calc(100vh - 12rem)' }, minHeight: '20rem' };
const BESIDE = {
  gap: 3,
  minWidth: 0,
  maxHeight: { lg: 'calc(100vh - 12rem)' },
  minHeight: { lg: '20rem' },
  overflow: { lg: 'auto' },
};

/** What the trace is, in one line. */
function summaryOf(trace: Trace): string {
  const spans = inOrder(trace);
  const failed = spans.filter(hasFailed).length;
  return [
    format(trace.startTimeUnixMs, 'yyyy-MM-dd HH:mm:ss'),
    formatDuration(trace.endTimeUnixMs - trace.startTimeUnixMs),
    `${spans.length} spans`,
    failed === 0 ? 'no errors' : `${failed} with errors`,
  ].join(' · ');
}

const titleOf = ({ rootSpans: [root] }: Trace): string =>
  root ? `${root.resource.serviceName}: ${root.name}` : 'No spans';

function KnownTrace({ traceId }: { traceId: string }): ReactElement {
  const { state, again } = useTrace(traceId);
  const [spanId, setSpanId] = useQueryParam('span', StringParam);
  const trace = state.status === 'found' ? state.trace : undefined;
  const span = spanId ? trace?.spanById.get(spanId) : undefined;
  const select = (id: string | undefined): void => setSpanId(id, 'replaceIn');
  const isYoung = trace
    ? trace.endTimeUnixMs > Date.now() - PATIENCE_MS
    : state.status !== 'missing';
  const title = trace ? titleOf(trace) : `Trace ${traceId.slice(0, 8)}`;
  useEffect(() => {
    document.title = `${title} · agent-vitals`;
  }, [title]);
  return (
    <>
      <Box component="header" sx={{ mb: 2 }}>
        <Typography variant="h1" sx={{ overflowWrap: 'anywhere' }}>
          {title}
        </Typography>
        {trace && <Typography data-testid="trace-summary">{summaryOf(trace)}</Typography>}
        <Typography color="text.secondary" sx={{ overflowWrap: 'anywhere' }}>
          Trace {traceId}
        </Typography>
      </Box>
      <Box sx={COLUMNS}>
        {state.status === 'found' ? (
          <Box sx={WATERFALL}>
            <Waterfall
              // What is shown of a trace is its whole time; it is another one once spans have come.
              key={state.trace.spanById.size}
              trace={state.trace}
              selected={span}
              onSelect={(next) => select(next?.spanId)}
            />
          </Box>
        ) : (
          <TraceAbsent state={state} traceId={traceId} onAgain={again} />
        )}
        <Stack sx={BESIDE}>
          {span && trace && (
            <SpanPane span={span} trace={trace} onClose={() => select(undefined)} />
          )}
          <TraceLogs traceId={traceId} trace={trace} span={span} isYoung={isYoung} />
          {span && trace && <SpanAttributes span={span} trace={trace} />}
        </Stack>
      </Box>
    </>
  );
}

/** The waterfall of a trace with its log lines, and what leads on from each span. */
export function TracePage({ traceId }: { traceId: string }): ReactElement {
  return (
    <BuiltinVariableContext.Provider value={{ variables: [] }}>
      <VariableContext.Provider value={{ state: {} }}>
        <Box component="main" id="main" sx={{ p: 2 }}>
          {isTraceId(traceId) ? (
            <KnownTrace traceId={traceId.toLowerCase()} />
          ) : (
            <Alert severity="error" data-testid="no-trace-id">
              &quot;{traceId}&quot; is no id of a trace: that is 32 hexadecimal digits.
            </Alert>
          )}
        </Box>
      </VariableContext.Provider>
    </BuiltinVariableContext.Provider>
  );
}
