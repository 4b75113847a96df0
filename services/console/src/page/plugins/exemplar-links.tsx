import { Box, type SxProps, type Theme } from '@mui/material';
import { formatValue, type FormatOptions } from '@perses-dev/core';
import { format as formatTime } from 'date-fns';
import { useEffect, useState, type ReactElement, type RefObject } from 'react';
import { traceAddress } from '../trace/trace-id.js';
import { chartsIn } from './charts-in.js';
import type { Exemplar } from './exemplars.js';

/** How close to the upper edge what lies above a graph is drawn, in pixels. */
const EDGE = 8;

const STYLE: SxProps<Theme> = {
  position: 'absolute',
  inset: 0,
  m: 0,
  p: 0,
  listStyle: 'none',
  pointerEvents: 'none',
  '& a': {
    position: 'absolute',
    // Large enough to be hit; the diamond in it is small enough to leave the lines to be seen.
    width: 20,
    height: 20,
    ml: '-10px',
    mt: '-10px',
    display: 'grid',
    placeItems: 'center',
    pointerEvents: 'auto',
  },
  '& a::before': {
    content: '""',
    width: 8,
    height: 8,
    transform: 'rotate(45deg)',
    border: '1.5px solid',
    borderColor: 'background.paper',
    bgcolor: 'text.primary',
  },
  '& a:hover::before, & a:focus-visible::before': {
    bgcolor: 'primary.main',
    width: 11,
    height: 11,
  },
};

interface Placed extends Exemplar {
  /** Pixels from the upper left corner of the panel. */
  readonly x: number;
  readonly y: number;
}

/** Where on the chart within a box each observation lies; none while there is no chart. */
function place(box: HTMLElement, exemplars: readonly Exemplar[]): readonly Placed[] {
  const [chart] = chartsIn(box);
  if (chart === undefined) return [];
  const [inner, outer] = [chart.getDom().getBoundingClientRect(), box.getBoundingClientRect()];
  return exemplars.flatMap((exemplar) => {
    const point = chart.convertToPixel({ xAxisIndex: 0, yAxisIndex: 0 }, [
      exemplar.time,
      exemplar.value,
    ]) as readonly number[] | undefined;
    const [x, y] = point ?? [];
    if (x === undefined || y === undefined || !Number.isFinite(x + y)) return [];
    return {
      ...exemplar,
      x: x + inner.left - outer.left,
      y: Math.max(y, EDGE) + inner.top - outer.top,
    };
  });
}

const same = (a: readonly Placed[], b: readonly Placed[]): boolean =>
  a.length === b.length &&
  a.every((one, i) => one.traceId === b[i]?.traceId && one.x === b[i].x && one.y === b[i].y);

/**
 * Observations over a chart, each a link to its trace: real links, since points of a canvas can be
 * neither reached by the keyboard nor read out. One above the chart is drawn at its upper edge.
 */
export function ExemplarLinks({
  box,
  exemplars,
  drawn,
  format,
}: {
  /** What holds the chart, and is what positions are relative to. */
  box: RefObject<HTMLElement>;
  exemplars: readonly Exemplar[];
  /** Changes when the chart is drawn anew. */
  drawn: unknown;
  format: FormatOptions | undefined;
}): ReactElement | null {
  const [placed, setPlaced] = useState<readonly Placed[]>([]);
  useEffect(() => {
    const { current } = box;
    if (!current) return undefined;
    const update = (): void => {
      const next = place(current, exemplars);
      setPlaced((before) => (same(before, next) ? before : next));
    };
    update();
    const [chart] = chartsIn(current);
    chart?.on('finished', update);
    return () => {
      if (chart && !chart.isDisposed()) chart.off('finished', update);
    };
  }, [box, exemplars, drawn]);
  if (placed.length === 0) return null;
  return (
    <Box component="ul" aria-label="Traces behind this graph" sx={STYLE}>
      {placed.map(({ traceId, spanId, value, time, series, x, y }) => {
        const name = `${formatValue(value, format)}, ${series}, ${formatTime(time, 'HH:mm:ss')}`;
        return (
          <li key={`${traceId} ${time} ${series}`}>
            <a
              href={traceAddress(traceId, spanId)}
              style={{ left: x, top: y }}
              title={`${name}: open the trace`}
              aria-label={`Trace: ${name}`}
              data-testid="exemplar"
            />
          </li>
        );
      })}
    </Box>
  );
}
