import { formatValue, type FormatOptions, type TimeSeriesValueTuple } from '@perses-dev/core';
import type { QuerySettingsOptions } from '@perses-dev/timeseries-chart-plugin';
import type { ChartResults } from './chart-results.js';

/** A line of a chart as its legend names it. */
export interface LegendItem {
  /** Keeps its value as long as the line is there. */
  readonly id: string;
  readonly name: string;
  readonly color: string;
  /** The latest value with its unit; empty where there is none. */
  readonly latest: string;
}

/** What tells a line of a chart from its others. */
const lineId = (query: number, name: string): string => `${query} ${name}`;

const latestOf = (values: readonly TimeSeriesValueTuple[]): number | undefined =>
  values.findLast(([, value]) => value !== null)?.[1] ?? undefined;

/**
 * The lines of a chart in their order, in the colours that Perses gives them: that of their query, else
 * the next of the palette.
 */
export function legendItems(
  results: ChartResults,
  settings: readonly QuerySettingsOptions[],
  palette: readonly string[],
  format: FormatOptions | undefined,
): readonly LegendItem[] {
  const colorOf = new Map(settings.map(({ queryIndex, colorValue }) => [queryIndex, colorValue]));
  return results
    .flatMap(({ data }, query) => data.series.map((series) => ({ query, series })))
    .map(({ query, series: { name, formattedName = name, values } }, index) => {
      const latest = latestOf(values);
      return {
        id: lineId(query, name),
        name: formattedName,
        color: colorOf.get(query) ?? palette[index % palette.length] ?? 'currentColor',
        latest: latest === undefined ? '' : formatValue(latest, format),
      };
    });
}

/** The same with the chosen lines alone; each other one is empty, so that colours stay as they are. */
export const onlyLines = (results: ChartResults, chosen: ReadonlySet<string>): ChartResults =>
  results.map((result, query) => ({
    ...result,
    data: {
      ...result.data,
      series: result.data.series.map((series) =>
        chosen.has(lineId(query, series.name)) ? series : { ...series, values: [] },
      ),
    },
  }));

/**
 * What a click on a line does to those that are chosen: it alone, all again, or it too or no more.
 * @param chosen none: all are drawn
 */
export function afterChoice(
  chosen: ReadonlySet<string>,
  id: string,
  isFurther: boolean,
): ReadonlySet<string> {
  const isAlone = chosen.size === 1 && chosen.has(id);
  if (!isFurther) return new Set(isAlone ? [] : [id]);
  const after = new Set(chosen);
  if (!after.delete(id)) after.add(id);
  return after;
}
