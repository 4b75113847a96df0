import { Box, Button, Link, Stack, Typography } from '@mui/material';
import type { otlpcommonv1 } from '@perses-dev/core';
import type {
  Span,
  Trace,
} from '@perses-dev/tracing-gantt-chart-plugin/lib/TracingGanttChart/trace';
import type { ReactElement } from 'react';
import { formatDuration } from './format-duration.js';
import { spanLinks } from './span-links.js';
import { hasFailed } from './span-order.js';

type Attribute = otlpcommonv1.KeyValue;

function textOf(value: Attribute['value']): string {
  if ('arrayValue' in value) return value.arrayValue.values.map(textOf).join(', ');
  return String(Object.values(value)[0]);
}

function Attributes({
  title,
  attributes,
}: {
  title: string;
  attributes: readonly Attribute[];
}): ReactElement | null {
  if (attributes.length === 0) return null;
  return (
    <>
      <Typography variant="h4" component="h3">
        {title}
      </Typography>
      <Box
        component="dl"
        sx={{
          m: 0,
          fontSize: 13,
          '& dt': { color: 'text.secondary' },
          '& dd': { m: 0, mb: 0.5, overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
        }}
      >
        {attributes
          .toSorted((a, b) => a.key.localeCompare(b.key))
          .map(({ key, value }) => (
            <div key={key}>
              <dt>{key}</dt>
              <dd>{textOf(value)}</dd>
            </div>
          ))}
      </Box>
    </>
  );
}

/** One span: where to look next, and all that it carries. */
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
      {span.events.map(({ name, timeUnixMs, attributes }) => (
        <Attributes
          key={`${name} ${timeUnixMs}`}
          title={`${name}, after ${formatDuration(timeUnixMs - trace.startTimeUnixMs)}`}
          attributes={attributes}
        />
      ))}
      <Attributes title="Attributes" attributes={span.attributes} />
      <Attributes title="Resource" attributes={span.resource.attributes} />
    </Stack>
  );
}
