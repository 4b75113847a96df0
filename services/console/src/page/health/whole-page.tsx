import type { HealthReport, RecommendationsAnswer } from '@agent-vitals/health-score/report';
import type { ReactElement } from 'react';
import type { PollState } from '../elements/poll.js';
import { Section } from '../elements/section.js';
import { usePoll } from '../elements/use-poll.js';
import { ActiveAlerts } from './active-alerts.js';
import { ALERTS_URL, type GettableAlert } from './alerts.js';
import { API } from './api.js';
import { ComponentTiles } from './component-tiles.js';
import { Forecasts } from './forecasts.js';
import type { Curves } from './history.js';
import { PageHead } from './page-head.js';
import { Reasons } from './reasons.js';
import { Recommendations } from './recommendations.js';
import { ScoreCard } from './score-card.js';
import { Whole } from './whole.js';

/** The first page: how is everything, what is wrong, what will be, what to do. */
export function WholePage({
  health,
  curves,
  titleOf,
}: {
  health: PollState<HealthReport>;
  curves: Curves | undefined;
  titleOf: (name: string) => string;
}): ReactElement {
  const alerts = usePoll<readonly GettableAlert[]>(ALERTS_URL);
  const recommendations = usePoll<RecommendationsAnswer>(`${API}/recommendations`, 30_000);
  const report = health.answer?.value;
  const now = Date.now();
  return (
    <>
      <PageHead title="Health" poll={health} now={now} />
      {!report && health.problem && (
        <ScoreCard
          score={null}
          status="unknown"
          note={<p>Whether the system is well is not known at present.</p>}
        />
      )}
      {report && (
        <>
          <Whole report={report} curves={curves} />
          <Section title="Components">
            <ComponentTiles report={report} curves={curves} titleOf={titleOf} />
          </Section>
        </>
      )}
      <div className={report && 'columns'}>
        {report && (
          <div>
            <Section title="What is wrong">
              <Reasons reasons={report.reasons} titleOf={titleOf} />
            </Section>
            <Section title="Coming within the hour">
              <Forecasts forecasts={report.forecasts} titleOf={titleOf} />
            </Section>
          </div>
        )}
        <div>
          <Section title="Active alerts">
            <ActiveAlerts poll={alerts} now={now} />
          </Section>
          {report && (
            <Section title="What to do">
              <Recommendations poll={recommendations} />
            </Section>
          )}
        </div>
      </div>
    </>
  );
}
