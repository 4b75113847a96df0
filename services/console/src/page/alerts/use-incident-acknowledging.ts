import type { IncidentAcknowledgement } from '@agent-vitals/alert-history/answers';
import { useState } from 'react';
import type { Problem } from '../elements/poll.js';
import { refreshPolls } from '../elements/use-poll.js';
import type { OpenIncident } from './incidents.js';
import { rememberPerson, usePerson } from './person.js';
import { sendChange } from './use-change.js';

/** What became of the last incident that somebody wanted to take on. */
interface Outcome {
  readonly title: OpenIncident['title'];
  /** Undefined where nothing could be done, as the problem says. */
  readonly answer: IncidentAcknowledgement | undefined;
  readonly problem: Problem | undefined;
}

/** Takes incidents on, one at a time. */
export interface IncidentAcknowledging {
  readonly person: string;
  readonly sending: boolean;
  /** The incident of which it is asked who takes it on, and what they say. */
  readonly asking: OpenIncident | undefined;
  readonly outcome: Outcome | undefined;
  /** With one click, once a name is known. */
  readonly start: (incident: OpenIncident) => void;
  readonly ask: (incident: OpenIncident | undefined) => void;
  readonly acknowledge: (incident: OpenIncident, by: string, comment?: string) => void;
  readonly forget: () => void;
}

/**
 * Belongs to a page, not to an incident: once it is taken on the incident is gone from the page, and
 * what could not be is still to be said.
 */
export function useIncidentAcknowledging(): IncidentAcknowledging {
  const person = usePerson();
  const [sending, setSending] = useState(false);
  const [asking, setAsking] = useState<OpenIncident>();
  const [outcome, setOutcome] = useState<Outcome>();
  const send = async (incident: OpenIncident, body: object): Promise<void> => {
    setSending(true);
    const { answer, problem } = await sendChange(incident.alerts[0].id, {
      method: 'POST',
      path: '/incident/acknowledgement',
      body,
    });
    setOutcome({
      title: incident.title,
      answer: answer as IncidentAcknowledgement | undefined,
      problem,
    });
    setSending(false);
    refreshPolls();
  };
  const acknowledge = (incident: OpenIncident, by: string, comment = ''): void => {
    rememberPerson(by);
    void send(incident, { by, comment });
  };
  return {
    person,
    sending,
    asking,
    outcome,
    start: (incident) => (person === '' ? setAsking(incident) : acknowledge(incident, person)),
    ask: setAsking,
    acknowledge,
    forget: () => setOutcome(undefined),
  };
}
