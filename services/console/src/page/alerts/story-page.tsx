import type { AlertStory } from '@agent-vitals/alert-history/answers';
import type { ReactElement } from 'react';
import { PageHeader } from '../elements/page-header.js';
import { Section } from '../elements/section.js';
import { usePoll } from '../elements/use-poll.js';
import { AlertSummary } from './alert-summary.js';
import { AnswerState, Updated } from './answer-state.js';
import { storyUrl } from './api.js';
import { Besides } from './besides.js';
import { NoteForm } from './note-form.js';
import { Resolution } from './resolution-form.js';
import { TimelineList } from './timeline-list.js';
import { titleOf } from './wording.js';

/** One alert: what it is and what can be done, what else is open, its whole story. */
export function StoryPage({ id }: { id: number }): ReactElement {
  const poll = usePoll<AlertStory>(storyUrl(id));
  const alert = poll.answer?.value;
  const now = Date.now();
  return (
    <>
      <PageHeader title={alert ? titleOf(alert) : `Alert ${id}`}>
        <Updated poll={poll} />
      </PageHeader>
      <AnswerState poll={poll} />
      {alert && (
        <>
          <AlertSummary alert={alert} now={now} />
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
