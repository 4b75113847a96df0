import { defineOperation, prepare, type Operation, type PreparedAnswer } from '@agent-vitals/http';
import { z } from 'zod';
import type { Acknowledger } from '../alertmanager/acknowledge.js';
import type { AlertQueries } from '../store/alert-queries.js';
import { createAcknowledgements } from './acknowledgements.js';
import {
  alertReference,
  alertStorySchema,
  incidentAcknowledgementSchema,
  verdictSchema,
} from './alert-answer.js';
import { storyAnswerOf, type StoryQueries } from './alert-story.js';
import { findAlert, idParameter } from './find-alert.js';

const NAME = 'a name of 1 to 100 characters';
const TEXT = 'a text of 1 to 10000 characters';
const COMMENT = 'a text of at most 1000 characters';

const person = z.string(NAME).trim().min(1, NAME).max(100, NAME);
const text = z.string(TEXT).trim().min(1, TEXT).max(10_000, TEXT);

const acknowledgementBody = z.strictObject({
  by: person,
  comment: z.string(COMMENT).trim().max(1000, COMMENT).default(''),
});

const change = {
  contentType: 'application/json',
  kind: 'write',
  maxAgeSeconds: 0,
  schema: alertStorySchema,
  pathParameters: z.object({ id: idParameter }),
} as const;

/** What people do about alerts. Each of one alert answers with it as it is then. */
export function createChangeOperations(options: {
  readonly queries: Pick<AlertQueries, 'find' | 'open' | 'addNote' | 'resolve'> & StoryQueries;
  readonly acknowledger: Pick<Acknowledger, 'acknowledge' | 'withdraw'>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}): Operation[] {
  const { queries, acknowledger, clock } = options;
  const now = (id: string): PreparedAnswer =>
    prepare(storyAnswerOf(queries, findAlert(queries, id)));
  const acknowledgements = createAcknowledgements({ queries, acknowledger });

  return [
    defineOperation({
      ...change,
      id: 'acknowledgeAlert',
      method: 'post',
      path: '/api/v1/alerts/{id}/acknowledgement',
      summary: 'Takes an alert on: nobody further is told of it, for 24 hours at most.',
      problems: [404, 409, 502, 503],
      body: acknowledgementBody,
      answer: async ({ id }, _query, acknowledgement) => {
        await acknowledgements.give(id, acknowledgement);
        return now(id);
      },
    }),
    defineOperation({
      ...change,
      id: 'acknowledgeIncident',
      method: 'post',
      path: '/api/v1/alerts/{id}/incident/acknowledgement',
      summary:
        'Takes an alert on and all of its incident that fire; one that cannot be does not stop the others.',
      schema: incidentAcknowledgementSchema,
      problems: [404, 502, 503],
      body: acknowledgementBody,
      answer: async ({ id }, _query, acknowledgement) => {
        const { acknowledged, refused } = await acknowledgements.giveIncident(id, acknowledgement);
        return prepare({
          acknowledged: acknowledged.map(alertReference),
          refused: refused.map(({ alert, reason }) => ({ alert: alertReference(alert), reason })),
        });
      },
    }),
    defineOperation({
      ...change,
      id: 'withdrawAcknowledgement',
      method: 'delete',
      path: '/api/v1/alerts/{id}/acknowledgement',
      summary: 'Gives an alert back: it is told of again while it fires.',
      problems: [404, 409, 502, 503],
      queryParameters: z.strictObject({ by: person.optional() }),
      answer: async ({ id }, { by }) => {
        await acknowledgements.withdraw(id, by ?? '');
        return now(id);
      },
    }),
    defineOperation({
      ...change,
      id: 'addNote',
      method: 'post',
      path: '/api/v1/alerts/{id}/notes',
      summary: 'Adds a note to the story of an alert.',
      problems: [404],
      body: z.strictObject({ by: person, text }),
      answer: ({ id }, _query, { by, text: note }) => {
        const alert = findAlert(queries, id);
        queries.addNote(alert.id, { at: clock(), author: by, text: note });
        return now(id);
      },
    }),
    defineOperation({
      ...change,
      id: 'resolveAlert',
      method: 'put',
      path: '/api/v1/alerts/{id}/resolution',
      summary: 'Says what the cause was, and whether the alarm was true.',
      problems: [404],
      body: z.strictObject({ cause: text, verdict: verdictSchema }),
      answer: ({ id }, _query, resolution) => {
        queries.resolve(findAlert(queries, id).id, resolution);
        return now(id);
      },
    }),
  ];
}
