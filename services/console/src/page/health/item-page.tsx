import type {
  ComponentAnswer,
  IndicatorReport,
  ItemAnswer,
} from '@agent-vitals/health-score/report';
import type { ReactElement } from 'react';
import { Section } from '../elements/section.js';
import { formatSeconds } from '../elements/time.js';
import { usePoll } from '../elements/use-poll.js';
import { componentPath, dashboardPath, itemPath, type Address } from './address.js';
import { API } from './api.js';
import { Cause } from './cause.js';
import { formatLine, formatPoints, formatScore } from './format.js';
import { ValueCell } from './indicator-cells.js';
import { Missing } from './missing.js';
import { PageHead } from './page-head.js';
import { ScoreCard } from './score-card.js';

function IndicatorRow({
  indicator,
  titleOf,
}: {
  indicator: IndicatorReport;
  titleOf: (name: string) => string;
}): ReactElement {
  const { title, description, causedBy, forecast, score, weight, effect } = indicator;
  return (
    <tr>
      <th scope="row">
        <span className="row-title">{title}</span>
        <span className="muted description">{description}</span>
        {causedBy !== null && <span className="cause">because of {titleOf(causedBy)}</span>}
        {forecast && (
          <span className="cause">
            {formatLine(indicator, forecast.line)} in{' '}
            {formatSeconds(Math.round(forecast.inSeconds))} if its trend holds
          </span>
        )}
      </th>
      <ValueCell indicator={indicator} />
      <td className="figure">
        <span className="value">{formatScore(score)}</span>
        <span className="muted">weight {weight}</span>
        {effect > 0 && <span className="muted">costs {formatPoints(effect)}</span>}
      </td>
    </tr>
  );
}

/** The components to which any of its indicators is laid. */
const causesOf = ({ indicators }: ItemAnswer): ComponentAnswer['causedBy'] => [
  ...new Set(indicators.flatMap(({ causedBy }) => causedBy ?? [])),
];

/** An item: each of its indicators with value, thresholds, score and what it costs. */
export function ItemPage({
  address: subject,
  titleOf,
}: {
  address: Extract<Address, { page: 'item' }>;
  titleOf: (name: string) => string;
}): ReactElement {
  const { component, item, service } = subject;
  const poll = usePoll<ItemAnswer>(`${API}${itemPath(subject)}`);
  const report = poll.answer?.value;
  return (
    <>
      <PageHead
        title={item}
        parents={[
          { title: 'Health', path: '/' },
          { title: titleOf(component), path: componentPath(component) },
        ]}
        poll={poll}
        now={Date.now()}
      />
      {report && (
        <>
          <ScoreCard
            score={report.score}
            status={report.status}
            note={<Cause component={{ ...report, causedBy: causesOf(report) }} titleOf={titleOf} />}
          >
            {service !== '' && <p>Service {service}</p>}
            <p>
              <a href={dashboardPath(subject)}>Its indicators over time</a>
            </p>
          </ScoreCard>
          <Section title="Indicators">
            {report.indicators.length > 0 && (
              <table className="panel" data-testid="indicators">
                <thead>
                  <tr>
                    <th scope="col">Indicator</th>
                    <th scope="col">Measured</th>
                    <th scope="col" className="figure">
                      Score
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {report.indicators.map((indicator) => (
                    <IndicatorRow key={indicator.name} indicator={indicator} titleOf={titleOf} />
                  ))}
                </tbody>
              </table>
            )}
            <Missing names={report.missing} />
          </Section>
        </>
      )}
    </>
  );
}
