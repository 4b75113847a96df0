import { figures } from '../bench.js';
import { aimOf, RANGES, type Reading } from './reading.js';

const ms = (value: number): string => String(Math.round(value));

/** The middle value, with the least and the most. */
function spread(values: readonly number[]): string {
  const { median, min, max } = figures(values);
  return values.length === 1 ? ms(median) : `${ms(median)} (${ms(min)}–${ms(max)})`;
}

function table(readings: readonly Reading[], cell: (reading: Reading) => string): string {
  const names = [...new Set(readings.map(({ dashboard }) => dashboard))];
  const rows = names.map((name) => {
    const cells = RANGES.map((range) => {
      const found = readings.find((each) => each.dashboard === name && each.range === range);
      return found === undefined ? '' : cell(found);
    });
    return `| ${name} | ${cells.join(' | ')} |`;
  });
  return [
    `| ms | ${RANGES.join(' | ')} |`,
    `|---|${RANGES.map(() => '---').join('|')}|`,
    ...rows,
  ].join('\n');
}

const isOver = ({ range, refreshMs }: Reading): boolean => figures(refreshMs).median > aimOf(range);

const SLOWEST = 15;

/**
 * Tables of dashboards by range, and the queries that took longest.
 * @param what was measured on what, as a paragraph
 */
export function renderReport(readings: readonly Reading[], what: string): string {
  const over = readings.filter(isOver);
  const slow = readings
    .flatMap(({ dashboard, range, slowest }) =>
      slowest.map((query) => ({ dashboard, range, ...query })),
    )
    .toSorted((a, b) => b.ms - a.ms)
    .slice(0, SLOWEST);
  return `# How fast dashboards are

${what}

Refresh at once, from the click to the last panel drawn: median (least–most), bold where it is over its aim. ${readings.length - over.length} of ${readings.length} are within it.

${table(readings, (each) => (isOver(each) ? `**${spread(each.refreshMs)}**` : spread(each.refreshMs)))}

Refresh after a step has passed, so that everything is drawn anew:

${table(readings, ({ afterStepMs }) => spread(afterStepMs))}

Navigation, from the address to the last panel drawn:

${table(readings, ({ navigationMs }) => spread(navigationMs))}

All queries of the page side by side, without a browser:

${table(readings, ({ queriesMs }) => spread(queriesMs))}

The same, the first time since Prometheus was started:

${table(readings, ({ coldMs }) => ms(coldMs))}

The slowest queries, each beside the others of its dashboard:

| dashboard | range | ms | samples | series | query |
|---|---|---|---|---|---|
${slow.map(({ dashboard, range, ms: took, samples, series, query }) => `| ${dashboard} | ${range} | ${ms(took)} | ${samples} | ${series} | \`${query.replaceAll('|', String.raw`\|`)}\` |`).join('\n')}
`;
}

const keyOf = ({ dashboard, range }: Reading): string => `${dashboard} ${RANGES.indexOf(range)}`;

/** Readings as they are stored: later ones of the same dashboard and range take the place of earlier ones. */
export function merged(known: readonly Reading[], added: readonly Reading[]): readonly Reading[] {
  const all = new Map([...known, ...added].map((each) => [keyOf(each), each]));
  return [...all].toSorted(([a], [b]) => a.localeCompare(b)).map(([, each]) => each);
}
