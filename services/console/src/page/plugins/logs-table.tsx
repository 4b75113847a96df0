import { Box, Link, Typography } from '@mui/material';
import type { LogData, LogEntry } from '@perses-dev/core';
import type { PanelPlugin, PanelProps } from '@perses-dev/plugin-system';
import { format } from 'date-fns';
import type { ReactElement } from 'react';

interface LogsTableOptions {
  /** Show the time of each line. */
  time?: boolean;
  /** Break long lines instead of cutting them. */
  wrap?: boolean;
  /** Show a line's fields on a click. */
  enableDetails?: boolean;
}

type LogsTableProps = PanelProps<LogsTableOptions, { logs?: LogData }>;

const levelOf = ({ labels }: LogEntry): string =>
  (
    labels['severity_text'] ??
    labels['detected_level'] ??
    labels['level'] ??
    'unknown'
  ).toLowerCase();

/** Colours of the theme by how a level begins; others are grey. */
const COLORS: readonly (readonly [string, string])[] = [
  ['fatal', 'error.main'],
  ['crit', 'error.main'],
  ['err', 'error.main'],
  ['warn', 'warning.main'],
  ['info', 'info.main'],
];
const colorOf = (level: string): string =>
  COLORS.find(([start]) => level.startsWith(start))?.[1] ?? 'text.disabled';

const MONOSPACE = { fontFamily: 'monospace', fontSize: '12px', lineHeight: 1.5 } as const;

function Fields({ entry }: { entry: LogEntry }): ReactElement {
  return (
    <Box
      component="dl"
      sx={{
        display: 'grid',
        gridTemplateColumns: 'max-content 1fr',
        columnGap: 2,
        m: 0,
        p: 1,
        pl: 3,
      }}
    >
      {Object.entries(entry.labels).flatMap(([name, value]) => [
        <Box component="dt" key={`${name} name`} sx={{ ...MONOSPACE, color: 'text.secondary' }}>
          {name}
        </Box>,
        <Box component="dd" key={name} sx={{ ...MONOSPACE, m: 0, wordBreak: 'break-all' }}>
          {value}
        </Box>,
      ])}
    </Box>
  );
}

function LogRow({ entry, options }: { entry: LogEntry; options: LogsTableOptions }): ReactElement {
  const traceId = entry.labels['trace_id'];
  const level = levelOf(entry);
  return (
    <Box
      component="details"
      data-testid="log-row"
      sx={{ borderLeft: 3, borderColor: colorOf(level), mb: '2px', px: 1 }}
    >
      <Box
        component="summary"
        sx={{
          ...MONOSPACE,
          display: 'flex',
          gap: 1.5,
          cursor: 'pointer',
          '&:hover': { bgcolor: 'action.hover' },
        }}
      >
        {options.time && (
          <Box component="time" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
            {format(entry.timestamp * 1000, 'HH:mm:ss.SSS')}
          </Box>
        )}
        <Box component="span" sx={{ color: colorOf(level), width: '3rem', flexShrink: 0 }}>
          {level}
        </Box>
        <Box
          component="span"
          sx={{
            flex: 1,
            overflow: 'hidden',
            overflowWrap: 'anywhere',
            whiteSpace: options.wrap ? 'pre-wrap' : 'nowrap',
          }}
        >
          {entry.line}
        </Box>
        {traceId && (
          <Link href={`/traces/${traceId}`} data-testid="log-trace-link" title={traceId}>
            trace
          </Link>
        )}
      </Box>
      {options.enableDetails && <Fields entry={entry} />}
    </Box>
  );
}

function LogsTablePanel({ spec, queryResults }: LogsTableProps): ReactElement {
  const entries = queryResults.flatMap(({ data }) => data.logs?.entries ?? []);
  if (entries.length === 0) {
    return <Typography sx={{ p: 2 }}>No log lines in this time range.</Typography>;
  }
  return (
    <Box sx={{ height: '100%', overflow: 'auto', p: 1 }}>
      {entries.map((entry, index) => (
        // Lines have no id, and two can be the same to the last letter.
        // oxlint-disable-next-line react/no-array-index-key
        <LogRow key={`${entry.timestamp} ${index}`} entry={entry} options={spec} />
      ))}
    </Box>
  );
}

/** Log lines with their level and fields. In place of Perses' own, which has no link to the trace. */
export const LogsTable: PanelPlugin<LogsTableOptions, LogsTableProps> = {
  PanelComponent: LogsTablePanel,
  supportedQueryTypes: ['LogQuery'],
  createInitialOptions: () => ({ time: true, wrap: true, enableDetails: true }),
};
