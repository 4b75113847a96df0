import { Box } from '@mui/material';
import {
  TimeSeriesChart as PersesTimeSeriesChart,
  type TimeSeriesChartProps,
} from '@perses-dev/timeseries-chart-plugin';
import { useQuery } from '@tanstack/react-query';
import { memo, useMemo, useRef, type ReactElement } from 'react';
import { ExemplarLinks } from './exemplar-links.js';
import {
  askExemplars,
  largestOfEachPart,
  type Exemplar,
  type ExemplarQuestion,
} from './exemplars.js';
import { StillTime } from './still-time.js';
import { useDrawnOnce } from './use-drawn-once.js';

const PanelComponent = memo(PersesTimeSeriesChart.PanelComponent);

/** What the queries of a panel that want exemplars have asked. */
function questionsOf({ queryResults }: TimeSeriesChartProps): readonly ExemplarQuestion[] {
  return queryResults.flatMap(({ definition, data }) => {
    const { exemplars, seriesNameFormat: legend = '' } = definition.spec.plugin.spec as {
      readonly exemplars?: boolean;
      readonly seriesNameFormat?: string;
    };
    const { metadata, timeRange } = data;
    const query = metadata?.executedQueryString;
    return exemplars === true && query !== undefined && timeRange
      ? { query, legend, ...timeRange }
      : [];
  });
}

const NONE: readonly Exemplar[] = [];

/** Perses' chart, with the traces behind it where a query asks for exemplars: it draws none itself. */
function ChartWithExemplars(props: TimeSeriesChartProps): ReactElement {
  const box = useRef<HTMLDivElement>(null);
  useDrawnOnce(box);
  const questions = useMemo(() => questionsOf(props), [props.queryResults]);
  // That there are none, or that they cannot be had, leaves the graph as it is.
  const { data = NONE } = useQuery({
    queryKey: ['exemplars', questions],
    queryFn: async () => {
      const found = await Promise.all(
        questions.map(async (question) =>
          largestOfEachPart(await askExemplars(question), question),
        ),
      );
      return found.flat();
    },
    enabled: questions.length > 0,
  });
  return (
    <Box ref={box} sx={{ position: 'relative', height: '100%' }}>
      <StillTime drawn={props.queryResults}>
        <PanelComponent {...props} />
      </StillTime>
      <ExemplarLinks
        box={box}
        exemplars={questions.length === 0 ? NONE : data}
        drawn={`${props.contentDimensions?.width} ${props.contentDimensions?.height} ${props.queryResults.length}`}
        format={props.spec.yAxis?.format}
      />
    </Box>
  );
}

/** Lines over time, with links to the traces behind them. */
export const TimeSeriesChart: typeof PersesTimeSeriesChart = {
  ...PersesTimeSeriesChart,
  PanelComponent: ChartWithExemplars,
};
