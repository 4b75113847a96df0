import {
  Alert,
  Box,
  Chip,
  Link,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
} from '@mui/material';
import type { TimeSeriesData } from '@perses-dev/core';
import { useTimeRange, type PanelPlugin, type PanelProps } from '@perses-dev/plugin-system';
import { formatDistanceToNowStrict } from 'date-fns';
import { memo, type ReactElement } from 'react';

const RANK = ['critical', 'warning', 'info'];

interface FiringAlert {
  readonly name: string;
  readonly severity: string;
  readonly where: string;
  readonly since: Date;
}

/** Labels that say which alert and how severe; the others say where. */
const NOT_WHERE = new Set(['__name__', 'alertname', 'alertstate', 'severity']);

const toAlert = ({ labels = {}, values }: TimeSeriesData['series'][number]): FiringAlert => ({
  name: labels['alertname'] ?? 'unnamed',
  severity: labels['severity'] ?? 'info',
  where: Object.entries(labels)
    .filter(([label]) => !NOT_WHERE.has(label))
    .map(([, value]) => value)
    .join(' · '),
  since: new Date((values.at(-1)?.[1] ?? 0) * 1000),
});

const rank = (severity: string): number => {
  const index = RANK.indexOf(severity);
  return index === -1 ? RANK.length : index;
};

const colorOf = (severity: string): 'error' | 'warning' | 'info' =>
  severity === 'critical' ? 'error' : severity === 'warning' ? 'warning' : 'info';

interface AlertRowProps extends Pick<FiringAlert, 'name' | 'severity' | 'where'> {
  /** For how long it has been firing, in words. */
  readonly lasts: string;
}

/** Rendered only when its words change: the cells of many alerts take longer than a chart. */
const AlertRow = memo(function AlertRow({ name, severity, where, lasts }: AlertRowProps) {
  return (
    <TableRow>
      <TableCell>
        <Link href={`/runbooks/${encodeURIComponent(name)}`}>{name}</Link>
      </TableCell>
      <TableCell>
        <Chip size="small" label={severity} color={colorOf(severity)} />
      </TableCell>
      <TableCell>{where}</TableCell>
      <TableCell>{lasts}</TableCell>
    </TableRow>
  );
});

function AlertTablePanel({
  queryResults,
}: PanelProps<Record<string, never>, TimeSeriesData>): ReactElement {
  // For how long they have been firing moves on with each refresh, also where the alerts are the same.
  useTimeRange();
  const alerts = queryResults
    .flatMap(({ data }) => data.series.map(toAlert))
    .sort((a, b) => rank(a.severity) - rank(b.severity) || b.since.getTime() - a.since.getTime());
  if (alerts.length === 0) {
    return (
      <Alert severity="success" variant="outlined" sx={{ m: 1 }} data-testid="no-alerts">
        No alert is firing.
      </Alert>
    );
  }
  return (
    <Box sx={{ height: '100%', overflow: 'auto' }}>
      <Table size="small" stickyHeader data-testid="alert-table">
        <TableHead>
          <TableRow>
            <TableCell>Alert</TableCell>
            <TableCell>Severity</TableCell>
            <TableCell>Where</TableCell>
            <TableCell>For</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {alerts.map(({ name, severity, where, since }) => (
            <AlertRow
              key={`${name} ${severity} ${where}`}
              {...{ name, severity, where }}
              lasts={formatDistanceToNowStrict(since)}
            />
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}

/** Alerts that fire, the worst first, each with its runbook; a query's value is since when. */
export const AlertTable: PanelPlugin<
  Record<string, never>,
  PanelProps<Record<string, never>, TimeSeriesData>
> = {
  PanelComponent: AlertTablePanel,
  supportedQueryTypes: ['TimeSeriesQuery'],
  queryOptions: { mode: 'instant' },
  createInitialOptions: () => ({}),
};
