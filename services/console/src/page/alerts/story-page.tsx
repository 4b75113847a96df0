import type { AlertStory } from '@agent-vitals/alert-history/answers';
import type { ReactElement } from 'react';
import { PageHeader } from '../elements/page-header.js';
import { Section } from '../elements/section.js';
import { usePoll } from '../elements/use-poll.js';
import { AlertSummary } from './alert-summary.js';
import { AnswerState, Updated } from './answer-state.js';
import { OPEN_URL, storyUrl, type AlertList } from './api.js';
import { Besides } from './besides.js';
import { IncidentOutcome } from './incident-outcome.js';
import { firingWith } from './incidents.js';
import { NoteForm } from './note-form.js';
import { Resolution } from './resolution-form.js';
import { TimelineList } from './timeline-list.js';
import { useIncidentAcknowledging } from './use-incident-acknowledging.js';
import { titleOf } from './wording.js';

/** One alert: what it is and what can be done, what else is open, its whole story. */
export function StoryPage({ id }: { id: number }): ReactElement {
  const poll = usePoll<AlertStory>(storyUrl(id));
  const alert = poll.answer?.value;
  const open = usePoll<AlertList>(OPEN_URL).answer?.value.alerts ?? [];
  const acknowledging = useIncidentAcknowledging();
  const now = Date.now();
  return (
    <>
      <PageHeader title={alert ? titleOf(alert) : `Alert ${id}`}>
        <Updated poll={poll} />
      </PageHeader>
      <AnswerState poll={poll} />
      <IncidentOutcome acknowledging={acknowledging} />
      {alert && (
        <>
          <AlertSummary
            alert={alert}
            now={now}
            incident={firingWith(alert, open)}
            acknowledging={acknowledging}
          />
          <div className="columns">
            <div>
              <Section title="Story">
                <TimelineList alert={alert} now={now} />
              </Section>
              <Section title="Other alerts at the same time">
                <Besides alert={alert} now={now} />
              </Section>
            </div>
            <div>
              <Section title="Resolution">
                <Resolution alert={alert} />
              </Section>
              <Section title="Add a note">
                <NoteForm id={id} />
              </Section>
            </div>
          </div>
        </>
      )}
    </>
  );
}
