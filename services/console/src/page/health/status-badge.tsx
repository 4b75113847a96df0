import type { Status } from '@agent-vitals/health-score/report';
import type { ReactElement } from 'react';
import { STATUS } from './wording.js';

/** A status as a shape, a word and a colour. */
export function StatusBadge({ status }: { status: Status }): ReactElement {
  const { word, shape } = STATUS[status];
  return (
    <span className="status" data-status={status}>
      <span aria-hidden="true">{shape}</span> {word}
    </span>
  );
}
