import type { ComponentReport, HealthReport } from '@agent-vitals/health-score/report';
import type { ReactElement } from 'react';
import { componentPath } from './address.js';
import { Cause } from './cause.js';
import { formatScore } from './format.js';
import type { Curves } from './history.js';
import { Sparkline, type Lines } from './sparkline.js';
import { StatusBadge } from './status-badge.js';
import { TrendText } from './trend-text.js';

/** How many items a component has, and which is the worst. */
function itemsText({ items, itemCount, causedBy }: ComponentReport): string {
  if (itemCount === 0) return 'Nothing was measured yet';
  const [worst] = items;
  if (itemCount === 1 && worst) return worst.name;
  const count = `${itemCount} items`;
  return worst === undefined || worst.score === null || worst.score >= 100
    ? `${count}, ${causedBy.length > 0 ? 'none at fault' : 'all well'}`
    : `${count}, worst: ${worst.name} (${formatScore(worst.score)})`;
}

function Tile({
  component,
  curves,
  lines,
  titleOf,
}: {
  component: ComponentReport;
  curves: Curves | undefined;
  lines: Lines;
  titleOf: (name: string) => string;
}): ReactElement {
  const { name, title, score, status, trend } = component;
  return (
    <li className="tile panel" data-status={status} data-testid={`component-${name}`}>
      <h3>
        <a href={componentPath(name)}>{title}</a>
      </h3>
      <p className="tile-score">
        <span className="score">{formatScore(score)}</span>
        <StatusBadge status={status} />
      </p>
      <Cause component={component} titleOf={titleOf} />
      {curves && <Sparkline curves={curves} component={name} lines={lines} />}
      <p className="muted tile-foot">
        <TrendText trend={trend} />
        <br />
        {itemsText(component)}
      </p>
    </li>
  );
}

/** Each component with its score, its trend, its cause and its worst item. */
export function ComponentTiles({
  report,
  curves,
  titleOf,
}: {
  report: HealthReport;
  curves: Curves | undefined;
  titleOf: (name: string) => string;
}): ReactElement {
  return (
    <ul className="tiles">
      {report.components.map((component) => (
        <Tile
          key={component.name}
          component={component}
          curves={curves}
          lines={report.lines}
          titleOf={titleOf}
        />
      ))}
    </ul>
  );
}
