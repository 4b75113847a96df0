import { Box, Link, Typography } from '@mui/material';
import type { QueryDefinition, TimeSeriesData } from '@perses-dev/core';
import {
  TimeRangeProvider,
  useTimeRange,
  useTimeSeriesQueries,
  type PanelPlugin,
  type PanelProps,
} from '@perses-dev/plugin-system';
import { format, isSameDay } from 'date-fns';
import { useMemo, useState, type ReactElement } from 'react';

type MetricPanelProps<Spec> = PanelProps<Spec, TimeSeriesData>;

const HOUR_MS = 3_600_000;
/** How far before the range it is looked for something. */
const LOOK_BACK_MS = 24 * HOUR_MS;
/** As precise as "since when" needs to be; one question for 288 points. */
const STEP_MS = 300_000;

const isNumber = (value: number | null): value is number => value !== null && !Number.isNaN(value);

const times = ({ series }: TimeSeriesData): number[] =>
  series.flatMap(({ values }) => values.filter(([, value]) => isNumber(value)).map(([at]) => at));

/** An address like this one at another time, or with everything chosen. */
const here = (change: (query: URLSearchParams) => void): string => {
  const query = new URLSearchParams(location.search);
  change(query);
  return `?${query}`;
};

const around = (time: number): string =>
  here((query) => {
    query.set('start', String(time - HOUR_MS / 2));
    query.set('end', String(time + HOUR_MS / 2));
  });

const allChosen = (): string | undefined => {
  const chosen = [...new URLSearchParams(location.search)].filter(
    ([name, value]) => name.startsWith('var-') && value !== '$__all',
  );
  if (chosen.length === 0) return undefined;
  return here((query) => {
    for (const [name] of chosen) query.delete(name);
  });
};

function LastSeen({ queries }: { queries: readonly QueryDefinition[] }): ReactElement | null {
  const { absoluteTimeRange } = useTimeRange();
  const definitions = queries.map(({ kind, spec }) => ({ kind, spec })) as Parameters<
    typeof useTimeSeriesQueries
  >[0];
  const answers = useTimeSeriesQueries(definitions, { suggestedStepMs: STEP_MS, mode: 'range' });
  if (answers.some(({ isFetching }) => isFetching)) return null;
  if (answers.some(({ error }) => error)) return null;
  const last = answers
    .flatMap(({ data }) => (data ? times(data) : []))
    .reduce((latest, time) => Math.max(latest, time), 0);
  if (last === 0) return <>None in the 24 hours before it either.</>;
  const time = format(last, isSameDay(last, absoluteTimeRange.end) ? 'HH:mm' : 'MMM d, HH:mm');
  return (
    <>
      The last was at about {time}: <Link href={around(last)}>show it</Link>.
    </>
  );
}

function Nothing({ queries }: { queries: readonly QueryDefinition[] }): ReactElement {
  const { absoluteTimeRange } = useTimeRange();
  // The range moves with each refresh; what was before it stays what it was.
  const [before] = useState(() => {
    const end = absoluteTimeRange.start;
    return { start: new Date(end.getTime() - LOOK_BACK_MS), end };
  });
  const all = allChosen();
  return (
    <Box
      data-testid="nothing"
      sx={{ height: '100%', overflow: 'auto', px: 2, py: 1, color: 'text.secondary' }}
    >
      <Typography sx={{ fontSize: 13 }}>
        Nothing in this time range.{' '}
        <TimeRangeProvider timeRange={before}>
          <LastSeen queries={queries} />
        </TimeRangeProvider>
        {all !== undefined && (
          <>
            {' '}
            <Link href={all}>Choose all</Link> to see what else there is.
          </>
        )}
      </Typography>
    </Box>
  );
}

/** Asked anew for another range, not for the same as time moves on. */
function NothingInRange({ queries }: { queries: readonly QueryDefinition[] }): ReactElement {
  const { timeRange } = useTimeRange();
  return <Nothing key={JSON.stringify(timeRange)} queries={queries} />;
}

/**
 * A panel of metrics that says, where it has nothing to show, when there was something last. That
 * is asked once, not with each refresh.
 */
export function withLastSeen<Spec>(
  plugin: PanelPlugin<Spec, MetricPanelProps<Spec>>,
): PanelPlugin<Spec, MetricPanelProps<Spec>> {
  const { PanelComponent } = plugin;
  const Panel = (props: MetricPanelProps<Spec>): ReactElement => {
    const { queryResults, definition } = props;
    const empty = useMemo(
      () => queryResults.every(({ data }) => times(data).length === 0),
      [queryResults],
    );
    return empty ? (
      <NothingInRange queries={definition?.spec.queries ?? []} />
    ) : (
      <PanelComponent {...props} />
    );
  };
  return { ...plugin, PanelComponent: Panel };
}
