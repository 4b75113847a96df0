import type { ReactElement } from 'react';
import { lookOf } from './severity.js';

/** A severity as a shape, a word and a colour. */
export function SeverityBadge({ severity }: { severity: string }): ReactElement {
  const { shape, status } = lookOf(severity);
  return (
    <span className="status" data-status={status}>
      <span aria-hidden="true">{shape}</span> {severity}
    </span>
  );
}
