import type { Reason } from '@agent-vitals/health-score/report';
import type { ReactElement } from 'react';
import { useFirst } from '../elements/use-first.js';
import { componentPath, dashboardPath, subjectKey } from './address.js';
import { formatPoints } from './format.js';
import { IndicatorCell, ValueCell } from './indicator-cells.js';

/** Reasons that are shown before a visitor asks for all. */
const FIRST = 8;

function ReasonRow({
  reason,
  titleOf,
}: {
  reason: Reason;
  titleOf: (name: string) => string;
}): ReactElement {
  return (
    <tr>
      <IndicatorCell indicator={reason} titleOf={titleOf}>
        {reason.others > 0 && (
          <a className="others" href={componentPath(reason.component)}>
            and {reason.others} {reason.others === 1 ? 'other' : 'others'}
          </a>
        )}
      </IndicatorCell>
      <ValueCell indicator={reason} />
      <td className="figure">
        <span className="value">{formatPoints(reason.effect)}</span>
        <a href={dashboardPath(reason)} aria-label={`${reason.title} of ${reason.item} over time`}>
          over time
        </a>
      </td>
    </tr>
  );
}

/** What costs points, the most first; what only follows from a fault elsewhere stands apart. */
export function Reasons({
  reasons,
  titleOf,
}: {
  reasons: readonly Reason[];
  titleOf: (name: string) => string;
}): ReactElement {
  const { shown, more } = useFirst(reasons, FIRST);
  if (reasons.length === 0) {
    return <p className="panel empty">Nothing that is measured costs any points.</p>;
  }
  const row = (reason: Reason): ReactElement => (
    <ReasonRow key={subjectKey(reason)} reason={reason} titleOf={titleOf} />
  );
  const following = shown.filter(({ causedBy }) => causedBy !== null);
  return (
    <>
      <table className="panel" data-testid="reasons">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Measured</th>
            <th scope="col" className="figure">
              Points lost
            </th>
          </tr>
        </thead>
        <tbody>{shown.filter(({ causedBy }) => causedBy === null).map(row)}</tbody>
        {following.length > 0 && (
          <tbody>
            <tr>
              <th scope="rowgroup" colSpan={3} className="row-group">
                Follows from a fault elsewhere
              </th>
            </tr>
            {following.map(row)}
          </tbody>
        )}
      </table>
      {more}
      <p className="muted note">Points lost: those that the whole would lose by it alone.</p>
    </>
  );
}
