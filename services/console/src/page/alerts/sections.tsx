import type { ReactElement } from 'react';
import type { Address } from './address.js';

const SECTIONS = [
  { page: 'open', title: 'Open', path: '/alerts' },
  { page: 'history', title: 'History', path: '/alerts/history' },
  { page: 'statistics', title: 'Statistics', path: '/alerts/statistics' },
  { page: 'dashboard', title: 'Over time', path: '/dashboards/alerts' },
] as const;

/** Leads from each of the alert pages to the others, and to the dashboard of alerts. */
export function Sections({ page }: { page: Address['page'] }): ReactElement {
  return (
    <nav aria-label="Alerts" className="sections">
      <ul>
        {SECTIONS.map((section) => (
          <li key={section.page}>
            <a href={section.path} aria-current={section.page === page ? 'page' : undefined}>
              {section.title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
