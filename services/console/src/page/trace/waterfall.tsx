import { Box, Stack } from '@mui/material';
import { GanttTable } from '@perses-dev/tracing-gantt-chart-plugin/lib/TracingGanttChart/GanttTable/GanttTable';
import { GanttTableProvider } from '@perses-dev/tracing-gantt-chart-plugin/lib/TracingGanttChart/GanttTable/GanttTableProvider';
import { MiniGanttChart } from '@perses-dev/tracing-gantt-chart-plugin/lib/TracingGanttChart/MiniGanttChart/MiniGanttChart';
import type {
  Span,
  Trace,
} from '@perses-dev/tracing-gantt-chart-plugin/lib/TracingGanttChart/trace';
import { useState, type KeyboardEvent, type ReactElement } from 'react';
import { inOrder } from './span-order.js';

/** A span may be linked to one of another trace. */
const LINKS = {
  variables: {},
  links: { trace: '/traces/${traceId}', span: '/traces/${traceId}?span=${spanId}' },
};

const STYLE = {
  height: '100%',
  gap: 1,
  // A quarter is too narrow for names; once the column is dragged it has its own width.
  '& [style*="width: 25%"]:not([data-testid])': { width: '40% !important' },
};

/** Where all spans are of one service, its name at each would leave no room for theirs. */
const WITHOUT_SERVICE = { '& strong': { display: 'none' } };

const isOneService = ({ spanById }: Trace): boolean =>
  new Set([...spanById.values()].map(({ resource }) => resource.serviceName)).size === 1;

/** How far each key goes through the rows. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  Home: -Infinity,
  End: Infinity,
};

/**
 * What ran, in which order and for how long: the parts of Perses' chart, since the whole of it
 * keeps to itself which span is selected. A row is selected by a click or by the arrow keys.
 */
export function Waterfall({
  trace,
  selected,
  onSelect,
}: {
  trace: Trace;
  selected: Span | undefined;
  onSelect: (span: Span | undefined) => void;
}): ReactElement {
  const [viewport, setViewport] = useState({
    startTimeUnixMs: trace.startTimeUnixMs,
    endTimeUnixMs: trace.endTimeUnixMs,
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step === undefined && event.key !== 'Escape') return;
    event.preventDefault();
    const rows = inOrder(trace);
    const now = selected === undefined ? -1 : rows.indexOf(selected);
    const next = Math.min(Math.max(now + (step ?? 0), 0), rows.length - 1);
    onSelect(step === undefined ? undefined : rows[next]);
  };
  return (
    <Stack
      tabIndex={0}
      role="group"
      aria-label="Spans: the arrow keys select one"
      onKeyDown={onKeyDown}
      sx={isOneService(trace) ? [STYLE, WITHOUT_SERVICE] : STYLE}
      data-testid="waterfall"
    >
      <MiniGanttChart options={{}} trace={trace} viewport={viewport} setViewport={setViewport} />
      <Box sx={{ flex: 1, minHeight: 0, display: 'flex' }}>
        <GanttTableProvider>
          <GanttTable
            options={{}}
            customLinks={LINKS}
            trace={trace}
            viewport={viewport}
            {...(selected && { selectedSpan: selected })}
            onSpanClick={onSelect}
          />
        </GanttTableProvider>
      </Box>
    </Stack>
  );
}
