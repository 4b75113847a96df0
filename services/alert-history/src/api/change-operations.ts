import {
  defineOperation,
  prepare,
  Problem,
  type Operation,
  type PreparedAnswer,
} from '@agent-vitals/http';
import { z } from 'zod';
import type { Acknowledger } from '../alertmanager/acknowledge.js';
import type { AlertQueries } from '../store/alert-queries.js';
import type { AlertRow } from '../store/alert-row.js';
import { alertStorySchema, verdictSchema } from './alert-answer.js';
import { storyAnswerOf, type StoryQueries } from './alert-story.js';
import { findAlert, idParameter } from './find-alert.js';

const NAME = 'a name of 1 to 100 characters';
const TEXT = 'a text of 1 to 10000 characters';
const COMMENT = 'a text of at most 1000 characters';

const person = z.string(NAME).trim().min(1, NAME).max(100, NAME);
const text = z.string(TEXT).trim().min(1, TEXT).max(10_000, TEXT);

const change = {
  contentType: 'application/json',
  kind: 'write',
  maxAgeSeconds: 0,
  schema: alertStorySchema,
  pathParameters: z.object({ id: idParameter }),
} as const;

/** What people do about alerts. Each answers with the alert as it is then. */
export function createChangeOperations(options: {
  readonly queries: Pick<AlertQueries, 'find' | 'addNote' | 'resolve'> & StoryQueries;
  readonly acknowledger: Pick<Acknowledger, 'acknowledge' | 'withdraw'>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}): Operation[] {
  const { queries, acknowledger, clock } = options;
  const now = (id: string): PreparedAnswer =>
    prepare(storyAnswerOf(queries, findAlert(queries, id)));
  /** Two clicks at once make one silence. */
  const underWay = new Map<string, Promise<void>>();
  const alone = async (id: string, work: () => Promise<void>): Promise<void> => {
    const before = underWay.get(id) ?? Promise.resolve();
    const mine = before.catch(() => undefined).then(work);
    underWay.set(id, mine);
    try {
      await mine;
    } finally {
      if (underWay.get(id) === mine) underWay.delete(id);
    }
  };

  return [
    defineOperation({
      ...change,
      id: 'acknowledgeAlert',
      method: 'post',
      path: '/api/v1/alerts/{id}/acknowledgement',
      summary: 'Takes an alert on: nobody further is told of it, for 24 hours at most.',
      problems: [404, 409, 502, 503],
      body: z.strictObject({
        by: person,
        comment: z.string(COMMENT).trim().max(1000, COMMENT).default(''),
      }),
      answer: async ({ id }, _query, { by, comment }) => {
        await alone(id, async () => {
          const alert = findAlert(queries, id);
          if (isTakenOn(alert, by)) return;
          await acknowledger.acknowledge(alert, { by, comment });
        });
        return now(id);
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
        await alone(id, async () => {
          const alert = findAlert(queries, id);
          refuseForeign(alert);
          if (alert.silence !== null) await acknowledger.withdraw(alert, by ?? '');
        });
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

/** @throws {Problem} it cannot be taken on, since it is over, or somebody else has */
function isTakenOn({ state, acknowledgedBy, resolvedAt }: AlertRow, by: string): boolean {
  if (state === 'resolved') {
    throw new Problem(
      409,
      `The alert is resolved since ${new Date(resolvedAt ?? 0).toISOString()}.`,
    );
  }
  if (state !== 'acknowledged') return false;
  if (acknowledgedBy === by) return true;
  throw new Problem(409, `${acknowledgedBy} has acknowledged it; that is to be withdrawn first.`);
}

/** @throws {Problem} the silence was made elsewhere, and may hide more than this alert */
function refuseForeign({ state, silence, acknowledgedBy }: AlertRow): void {
  if (state !== 'acknowledged' || silence !== null) return;
  throw new Problem(
    409,
    `A silence of ${acknowledgedBy} that was made in Alertmanager hides it, and maybe others; it is ended there.`,
  );
}
