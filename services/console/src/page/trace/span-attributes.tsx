import { Box, Stack, Typography } from '@mui/material';
import type { otlpcommonv1 } from '@perses-dev/core';
import type {
  Span,
  Trace,
} from '@perses-dev/tracing-gantt-chart-plugin/lib/TracingGanttChart/trace';
import type { ReactElement } from 'react';
import { formatDuration } from './format-duration.js';

type Attribute = otlpcommonv1.KeyValue;

function textOf(value: Attribute['value']): string {
  if ('arrayValue' in value) return value.arrayValue.values.map(textOf).join(', ');
  return String(Object.values(value)[0]);
}

function Attributes({
  title,
  attributes,
  open = false,
}: {
  title: string;
  attributes: readonly Attribute[];
  /** Whether they are seen without a click. Default false. */
  open?: boolean;
}): ReactElement | null {
  if (attributes.length === 0) return null;
  return (
    <details open={open}>
      <Typography variant="h4" component="summary" sx={{ cursor: 'pointer', py: 0.5 }}>
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
    </details>
  );
}

/** All that a span carries: its events, its attributes, and who sent it. */
export function SpanAttributes({ span, trace }: { span: Span; trace: Trace }): ReactElement {
  return (
    <Stack component="section" aria-label="Attributes of the span">
      {span.events.map(({ name, timeUnixMs, attributes }) => (
        <Attributes
          key={`${name} ${timeUnixMs}`}
          title={`${name}, after ${formatDuration(timeUnixMs - trace.startTimeUnixMs)}`}
          attributes={attributes}
          open
        />
      ))}
      <Attributes title="Attributes" attributes={span.attributes} open />
      <Attributes title="Resource" attributes={span.resource.attributes} />
    </Stack>
  );
}
