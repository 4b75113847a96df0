import type { Statistics } from '@agent-vitals/alert-history/statistics';
import type { ReactElement } from 'react';
import { FIGURES, messagesText } from './figures.js';

/** The figures of all alerts, large. */
export function Totals({ total }: Pick<Statistics, 'total'>): ReactElement {
  const figures = [
    ...FIGURES.map(({ title, text }) => ({ title, value: text(total) })),
    { title: 'Episodes', value: String(total.episodes) },
    { title: 'Messages per episode', value: messagesText(total) },
  ];
  return (
    <dl className="totals" data-testid="totals">
      {figures.map(({ title, value }) => (
        <div key={title} className="panel">
          <dt className="muted">{title}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
