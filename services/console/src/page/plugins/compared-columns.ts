import type { TimeSeriesData } from '@perses-dev/core';
import type { PanelProps } from '@perses-dev/plugin-system';

/** What the queries of a table answered. */
export type Answers = PanelProps<unknown, TimeSeriesData>['queryResults'];

/** How far one number is from another. */
const COMPARISONS = {
  /** As a part of `a`, where it is more than nothing. */
  relative: (a: number, b: number) => (a > 0 ? b / a - 1 : undefined),
  /** Of two parts, in points of a hundred. */
  points: (a: number, b: number) => (b - a) * 100,
} as const;

/** A column that follows from two others, which are named by the index of their queries. */
export interface ComparedColumn {
  readonly a: number;
  readonly b: number;
  readonly as: keyof typeof COMPARISONS;
}

type Series = TimeSeriesData['series'][number];

const keyOf = ({ labels = {} }: Series): string => JSON.stringify(labels);

function compare(a: Series | undefined, b: Series, { as }: ComparedColumn): readonly Series[] {
  const [from] = a?.values ?? [];
  const [to] = b.values;
  if (typeof from?.[1] !== 'number' || typeof to?.[1] !== 'number') return [];
  const value = COMPARISONS[as](from[1], to[1]);
  return value === undefined ? [] : [{ ...b, values: [[to[0], value]] }];
}

/** The answers, and after them, as if it had been asked for, each column that follows from two of them. */
export const withCompared = (answers: Answers, columns: readonly ComparedColumn[]): Answers => [
  ...answers,
  ...columns.flatMap((column) => {
    const [a, b] = [answers[column.a], answers[column.b]];
    if (a === undefined || b === undefined) return [];
    const rows = new Map(a.data.series.map((series) => [keyOf(series), series]));
    const series = b.data.series.flatMap((each) => compare(rows.get(keyOf(each)), each, column));
    return [{ ...b, data: { ...b.data, series } }];
  }),
];
