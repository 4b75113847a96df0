import { Box, Typography, type SxProps, type Theme } from '@mui/material';
import type { LogData, LogEntry } from '@perses-dev/core';
import type { PanelPlugin, PanelProps } from '@perses-dev/plugin-system';
import { format } from 'date-fns';
import { memo, useState, type ReactElement } from 'react';

interface LogsTableOptions {
  /** Show the time of each line. */
  time?: boolean;
  /** Break long lines instead of cutting them. */
  wrap?: boolean;
  /** Show a line's fields on a click. */
  enableDetails?: boolean;
}

type LogsTableProps = PanelProps<LogsTableOptions, { logs?: LogData }>;

/** One style for all rows: a styled component for each cell of each line costs the browser most. */
const STYLE: SxProps<Theme> = {
  height: '100%',
  overflow: 'auto',
  p: 1,
  font: '12px/1.5 monospace',
  // Links beside a line are not within it: what opens may hold nothing else to click.
  '& > div': {
    display: 'flex',
    flexWrap: { xs: 'wrap', sm: 'nowrap' },
    columnGap: 1.5,
    borderLeft: 3,
    borderColor: 'text.disabled',
    mb: '2px',
    px: 1,
  },
  '& details': { flex: { xs: '1 1 100%', sm: 1 }, minWidth: 0 },
  // Where there is no room beside them, what a line says goes beneath its time and level.
  '& summary': { display: 'flex', flexWrap: 'wrap', columnGap: 1.5, cursor: 'pointer' },
  '& summary:hover': { bgcolor: 'action.hover' },
  '& time, & dt': { color: 'text.secondary', whiteSpace: 'nowrap' },
  '& .level': { width: '3rem', flexShrink: 0 },
  '& .line': {
    flex: { xs: '1 1 100%', sm: '1 1 12rem' },
    overflow: 'hidden',
    overflowWrap: 'anywhere',
    whiteSpace: 'nowrap',
  },
  '&.wrap .line': { whiteSpace: 'pre-wrap' },
  '& dl': { display: 'grid', gridTemplateColumns: 'max-content 1fr', columnGap: 2, m: 0, p: 1 },
  '& dd': { m: 0, wordBreak: 'break-all', whiteSpace: 'pre-wrap' },
  '& a': { color: 'primary.main' },
  '& .error': {
    borderColor: 'error.main',
    '& .level': { color: 'error.main' },
  },
  '& .warn': {
    borderColor: 'warning.main',
    '& .level': { color: 'warning.main' },
  },
  '& .info': { borderColor: 'info.main', '& .level': { color: 'info.main' } },
};

/** The class of a row by how its level begins; others are grey. */
const CLASSES: readonly (readonly [string, string])[] = [
  ['fatal', 'error'],
  ['crit', 'error'],
  ['err', 'error'],
  ['warn', 'warn'],
  ['info', 'info'],
];

const levelOf = ({ labels }: LogEntry): string =>
  (
    labels['severity_text'] ??
    labels['detected_level'] ??
    labels['level'] ??
    'unknown'
  ).toLowerCase();

/** What an event is called, whose fields say all: it has no text. */
const eventOf = ({ labels }: LogEntry): string => labels['event_name'] ?? 'no text';

/** The label of the agent that wrote a line. */
const AGENT = 'gen_ai_agent_name';

/** Labels by which the dashboard of logs can be narrowed down, with its variables. */
const FILTERS: Readonly<Record<string, string>> = {
  service_name: 'service',
  [AGENT]: 'agent',
  detected_level: 'level',
  trace_id: 'trace',
};

/** What is shown before and after a line: enough of a graph to see whether it stands out. */
const MARGIN_MS = 15 * 60_000;

const agentLink = (agent: string, { timestamp }: LogEntry): string => {
  const time = Math.round(timestamp * 1000);
  return `/dashboards/agents?var-agent=${encodeURIComponent(agent)}&start=${time - MARGIN_MS}&end=${time + MARGIN_MS}`;
};

function FilterLink({ name, value }: { name: string; value: string }): ReactElement {
  const href = `/dashboards/logs?var-${FILTERS[name]}=${encodeURIComponent(value)}`;
  return (
    <a href={href} aria-label={`Only lines with ${name} ${value}`}>
      only these
    </a>
  );
}

const LogRow = memo(function LogRow({
  entry,
  options,
}: {
  entry: LogEntry;
  options: LogsTableOptions;
}): ReactElement {
  const [open, setOpen] = useState(false);
  const { trace_id: traceId, [AGENT]: agent } = entry.labels;
  const level = levelOf(entry);
  return (
    <div data-testid="log-row" className={CLASSES.find(([start]) => level.startsWith(start))?.[1]}>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          {options.time && <time>{format(entry.timestamp * 1000, 'HH:mm:ss.SSS')}</time>}
          <span className="level">{level}</span>
          <span className="line">{entry.line === '' ? <em>{eventOf(entry)}</em> : entry.line}</span>
        </summary>
        {open && options.enableDetails && (
          <dl>
            {Object.entries(entry.labels).flatMap(([name, value]) => [
              <dt key={`${name} name`}>{name}</dt>,
              <dd key={name}>
                {value} {name in FILTERS && <FilterLink name={name} value={value} />}
              </dd>,
            ])}
          </dl>
        )}
      </details>
      {agent && (
        <a href={agentLink(agent, entry)} data-testid="log-agent-link" title="How the agent is">
          {agent}
        </a>
      )}
      {traceId && !location.pathname.endsWith(traceId) && (
        <a href={`/traces/${traceId}`} data-testid="log-trace-link" title={traceId}>
          trace
        </a>
      )}
    </div>
  );
});

/**
 * Each line with a key that it keeps when newer lines come, so that an opened one stays open.
 * Lines have no id, and two can be the same to the last letter: those are numbered.
 */
function withKeys(entries: readonly LogEntry[]): readonly (readonly [string, LogEntry])[] {
  const seen = new Map<string, number>();
  return entries.map((entry) => {
    const content = `${entry.timestamp} ${entry.labels['span_id'] ?? ''} ${entry.line}`;
    const count = (seen.get(content) ?? 0) + 1;
    seen.set(content, count);
    return [`${content} ${count}`, entry];
  });
}

/** Log lines, one beneath the other, each with its fields on a click. */
export function LogLines({
  entries,
  options,
}: {
  entries: readonly LogEntry[];
  options: LogsTableOptions;
}): ReactElement {
  return (
    <Box sx={STYLE} {...(options.wrap && { className: 'wrap' })}>
      {withKeys(entries).map(([key, entry]) => (
        <LogRow key={key} entry={entry} options={options} />
      ))}
    </Box>
  );
}

function LogsTablePanel({ spec, queryResults }: LogsTableProps): ReactElement {
  const entries = queryResults.flatMap(({ data }) => data.logs?.entries ?? []);
  if (entries.length === 0) {
    return <Typography sx={{ p: 2 }}>No log lines in this time range.</Typography>;
  }
  return <LogLines entries={entries} options={spec} />;
}

/** Log lines with their level and fields. In place of Perses' own, which has no link to the trace. */
export const LogsTable: PanelPlugin<LogsTableOptions, LogsTableProps> = {
  PanelComponent: LogsTablePanel,
  supportedQueryTypes: ['LogQuery'],
  createInitialOptions: () => ({ time: true, wrap: true, enableDetails: true }),
};
