import type { AlertAnswer } from '@agent-vitals/alert-history/answers';
import type { ReactElement } from 'react';
import { dashboardLink, runbookLink } from './links.js';
import { titleOf } from './wording.js';

/** What to do, and what to look at. */
export function AlertLinks({
  alert,
  now,
}: {
  alert: AlertAnswer;
  now: number;
}): ReactElement | null {
  const links = [
    { name: 'Runbook', href: runbookLink(alert) },
    { name: 'Dashboard', href: dashboardLink(alert, now) },
  ].filter(({ href }) => href !== undefined);
  return links.length === 0 ? null : (
    <p className="links">
      {links.map(({ name, href }) => (
        <a key={name} href={href} aria-label={`${name}: ${titleOf(alert)}`}>
          {name}
        </a>
      ))}
    </p>
  );
}
