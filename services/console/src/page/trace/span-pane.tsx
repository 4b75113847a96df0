import { Box, Button, Link, Stack, Typography } from '@mui/material';
import type {
  Span,
  Trace,
} from '@perses-dev/tracing-gantt-chart-plugin/lib/TracingGanttChart/trace';
import type { ReactElement } from 'react';
import { formatDuration } from './format-duration.js';
import { spanLinks } from './span-links.js';
import { hasFailed } from './span-order.js';

/** One span: what it is, and where to look next. */
export function SpanPane({
  span,
  trace,
  onClose,
}: {
  span: Span;
  trace: Trace;
  onClose: () => void;
}): ReactElement {
  const { startTimeUnixMs: start, endTimeUnixMs: end } = span;
  return (
    <Stack component="section" aria-label="Selected span" sx={{ gap: 1 }} data-testid="span">
      <Stack direction="row" sx={{ justifyContent: 'space-between', alignItems: 'start' }}>
        <Typography variant="h2" sx={{ overflowWrap: 'anywhere' }}>
          {span.name}
        </Typography>
        <Button size="small" onClick={onClose}>
          Close
        </Button>
      </Stack>
      <Typography>
        {span.resource.serviceName}, {formatDuration(end - start)}, begins after{' '}
        {formatDuration(start - trace.startTimeUnixMs)}
      </Typography>
      {hasFailed(span) && (
        <Typography color="error">
          Failed{span.status.message && `: ${span.status.message}`}
        </Typography>
      )}
      <Box component="ul" aria-label="Look next at" sx={{ m: 0, pl: 2.5 }}>
        {spanLinks(span, trace).map(({ title, href }) => (
          <li key={href}>
            <Link href={href}>{title}</Link>
          </li>
        ))}
      </Box>
    </Stack>
  );
}
