import type { IndicatorReport } from '@agent-vitals/health-score/report';
import type { ReactElement, ReactNode } from 'react';
import { itemPath } from './address.js';
import { formatLine, formatValue, nearestLine } from './format.js';
import { STATUS } from './wording.js';

/** The indicator with the item that it is measured of. */
export function IndicatorCell({
  indicator,
  titleOf,
  children,
}: {
  indicator: IndicatorReport;
  titleOf: (name: string) => string;
  children?: ReactNode;
}): ReactElement {
  const { title, item, service, component, causedBy } = indicator;
  return (
    <th scope="row">
      <a href={itemPath(indicator)}>{item}</a>
      <span className="row-title">{title}</span>
      <span className="muted">
        {titleOf(component)}
        {service !== '' && service !== item && ` · ${service}`}
      </span>
      {causedBy !== null && <span className="cause">because of {titleOf(causedBy)}</span>}
      {children}
    </th>
  );
}

/** The value, coloured by its status, over the threshold that it is held against. */
export function ValueCell({ indicator }: { indicator: IndicatorReport }): ReactElement {
  const { value, unit, status } = indicator;
  return (
    <td>
      <span className="value status" data-status={status}>
        <span aria-hidden="true">{STATUS[status].shape} </span>
        {formatValue(value, unit)}
      </span>
      <span className="muted">{formatLine(indicator, nearestLine(indicator))}</span>
    </td>
  );
}
