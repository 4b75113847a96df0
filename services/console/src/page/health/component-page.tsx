import type { ComponentAnswer, HealthReport } from '@agent-vitals/health-score/report';
import type { ReactElement } from 'react';
import { Section } from '../elements/section.js';
import { useFirst } from '../elements/use-first.js';
import { usePoll } from '../elements/use-poll.js';
import { componentPath, itemPath } from './address.js';
import { API } from './api.js';
import { Cause } from './cause.js';
import { formatScore, formatValue } from './format.js';
import type { Curves } from './history.js';
import { Missing } from './missing.js';
import { PageHead } from './page-head.js';
import { ScoreCard } from './score-card.js';
import { ScoreHistory } from './score-history.js';
import { StatusBadge } from './status-badge.js';

/** Items that are shown before a visitor asks for all: the worst come first. */
const FIRST = 50;

function Items({
  items,
  titleOf,
}: Pick<ComponentAnswer, 'items'> & { titleOf: (name: string) => string }): ReactElement {
  const { shown, more } = useFirst(items, FIRST);
  if (items.length === 0) return <p className="panel empty">Nothing was measured yet.</p>;
  return (
    <>
      <table className="panel" data-testid="items">
        <thead>
          <tr>
            <th scope="col">Item</th>
            <th scope="col">Worst</th>
            <th scope="col" className="figure">
              Score
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((item) => {
            const { name, service, score, status, indicators } = item;
            const subject = { ...item, item: name };
            const worst = indicators.reduce<(typeof indicators)[number] | undefined>(
              (low, each) => (low === undefined || each.score < low.score ? each : low),
              undefined,
            );
            return (
              <tr key={itemPath(subject)}>
                <th scope="row">
                  <a href={itemPath(subject)}>{name}</a>
                  {service !== '' && service !== name && <span className="muted">{service}</span>}
                </th>
                <td>
                  {worst === undefined || worst.score >= 100 ? (
                    <span className="muted">{worst ? 'nothing wrong' : 'no data'}</span>
                  ) : (
                    <>
                      {worst.title}
                      <span className="muted">{formatValue(worst.value, worst.unit)}</span>
                      {worst.causedBy !== null && (
                        <span className="cause">because of {titleOf(worst.causedBy)}</span>
                      )}
                    </>
                  )}
                </td>
                <td className="figure">
                  <span className="value">{formatScore(score)}</span>
                  <StatusBadge status={status} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {more}
    </>
  );
}

/** A component: its score, and all that it consists of, the worst first. */
export function ComponentPage({
  name,
  report,
  curves,
  titleOf,
}: {
  name: string;
  report: HealthReport | undefined;
  curves: Curves | undefined;
  titleOf: (name: string) => string;
}): ReactElement {
  const poll = usePoll<ComponentAnswer>(`${API}${componentPath(name)}`);
  const component = poll.answer?.value;
  return (
    <>
      <PageHead
        title={titleOf(name)}
        parents={[{ title: 'Health', path: '/' }]}
        poll={poll}
        now={Date.now()}
      />
      {component && (
        <>
          <ScoreCard
            score={component.score}
            status={component.status}
            trend={component.trend}
            note={<Cause component={component} titleOf={titleOf} />}
          >
            {report && (
              <ScoreHistory
                curves={curves}
                component={name}
                lines={report.lines}
                trend={component.trend}
              />
            )}
          </ScoreCard>
          <Section title={`${component.itemCount} ${component.itemCount === 1 ? 'item' : 'items'}`}>
            <Items items={component.items} titleOf={titleOf} />
            <Missing names={component.missing} />
          </Section>
        </>
      )}
    </>
  );
}
