import { memo, type MouseEvent, type ReactElement } from 'react';
import type { LegendItem } from './legend-items.js';

interface ItemProps extends LegendItem {
  readonly isChosen: boolean;
  readonly onChoose: (id: string, isFurther: boolean) => void;
  readonly onPoint: (id: string | undefined) => void;
}

const Item = memo(function Item({
  id,
  name,
  color,
  latest,
  isChosen,
  onChoose,
  onPoint,
}: ItemProps): ReactElement {
  const choose = ({ ctrlKey, metaKey, shiftKey }: MouseEvent): void =>
    onChoose(id, ctrlKey || metaKey || shiftKey);
  return (
    <li>
      <button
        type="button"
        title={name}
        aria-pressed={isChosen}
        onClick={choose}
        onMouseEnter={() => onPoint(id)}
        onMouseLeave={() => onPoint(undefined)}
      >
        <i style={{ background: color }} />
        <span>{name}</span>
        <b>{latest}</b>
      </button>
    </li>
  );
});

interface ChartLegendProps extends Pick<ItemProps, 'onChoose' | 'onPoint'> {
  readonly items: readonly LegendItem[];
  /** Those that are drawn; empty while all are. */
  readonly chosen: ReadonlySet<string>;
  /** Names and values beside the chart, or names below it. */
  readonly isBeside: boolean;
}

/**
 * The lines of a chart and their latest values: a click shows one alone, another one all again, and one
 * with Ctrl or Shift one more. It is rendered with each refresh, a line of it only when it changes.
 */
export function ChartLegend({
  items,
  chosen,
  isBeside,
  ...handlers
}: ChartLegendProps): ReactElement {
  return (
    <ul className="chart-legend" data-beside={isBeside} aria-label="Lines and their latest values">
      {items.map((item) => (
        <Item key={item.id} {...item} isChosen={chosen.has(item.id)} {...handlers} />
      ))}
    </ul>
  );
}
