import {
  badParameters,
  defineOperation,
  prepare,
  Problem,
  TIME_FORMATS,
  timeParameter,
  type Operation,
} from '@agent-vitals/http';
import { z } from 'zod';
import type { AlertQueries } from '../store/alert-queries.js';
import { fromHex, hexFingerprint } from '../alertmanager/fingerprint.js';
import { alertListSchema, alertStorySchema } from './alert-answer.js';
import { answerOf, storyAnswerOf, type StoryQueries } from './alert-story.js';
import { findAlert, idParameter } from './find-alert.js';

const LIMIT = 'a whole number from 1 to 500';
const STATES = ['open', 'firing', 'acknowledged', 'inhibited', 'resolved'] as const;

const exact = z.string().optional();

const json = {
  contentType: 'application/json',
  kind: 'report',
  maxAgeSeconds: 0,
} as const;

/** Lists, one alert, and whether the service is ready. */
export function createReadOperations(options: {
  readonly queries: Pick<AlertQueries, 'list' | 'find'> & StoryQueries;
  /** Why Alertmanager could not be asked; null before it was asked. */
  readonly fault: () => Error | undefined | null;
}): Operation[] {
  const { queries, fault } = options;
  return [
    defineOperation({
      ...json,
      id: 'listAlerts',
      path: '/api/v1/alerts',
      summary: 'Alerts, the newest first.',
      schema: alertListSchema,
      problems: [],
      queryParameters: z.strictObject({
        state: z
          .enum(STATES)
          .optional()
          .meta({ description: 'open: all that are not resolved. Default: any.' }),
        fingerprint: hexFingerprint
          .optional()
          .meta({ description: 'As Alertmanager writes it, in its API and in mails.' }),
        name: exact,
        severity: exact,
        component: exact,
        service: exact,
        item: exact,
        from: timeParameter
          .optional()
          .meta({ description: `Started then or later. ${TIME_FORMATS}.` }),
        to: timeParameter.optional().meta({ description: `Started before. ${TIME_FORMATS}.` }),
        cursor: z
          .string()
          .regex(/^[1-9]\d{0,14}$/, 'what next of the page before holds')
          .optional(),
        limit: z.coerce.number(LIMIT).int(LIMIT).min(1, LIMIT).max(500, LIMIT).default(50),
      }),
      answer: (_path, { from, to, cursor, limit, fingerprint, ...filter }) => {
        if (from !== undefined && to !== undefined && from >= to) {
          const allowed = `before to, which is ${to.toISOString()}`;
          throw badParameters([{ name: 'from', value: from.toISOString(), allowed }]);
        }
        // One more than asked for tells whether there is another page.
        const rows = queries.list({
          ...filter,
          fingerprint: fingerprint === undefined ? undefined : fromHex(fingerprint),
          from: from?.getTime(),
          to: to?.getTime(),
          before: cursor === undefined ? undefined : Number(cursor),
          limit: limit + 1,
        });
        const page = rows.slice(0, limit);
        const next = rows.length > limit ? String(page.at(-1)?.id) : null;
        return prepare({ alerts: page.map((alert) => answerOf(queries, alert)), next });
      },
    }),
    defineOperation({
      ...json,
      id: 'getAlert',
      path: '/api/v1/alerts/{id}',
      summary: 'One alert with its whole story and notes.',
      schema: alertStorySchema,
      problems: [404],
      pathParameters: z.object({ id: idParameter }),
      answer: ({ id }) => prepare(storyAnswerOf(queries, findAlert(queries, id))),
    }),
    defineOperation({
      id: 'getReadiness',
      path: '/readyz',
      summary: 'Whether Alertmanager answers; 503 with the reason when it does not.',
      contentType: 'application/json',
      kind: 'open',
      maxAgeSeconds: 0,
      schema: z.object({ status: z.literal('ready') }),
      problems: [503],
      answer: () => {
        const error = fault();
        if (error === undefined) return prepare({ status: 'ready' });
        const detail =
          error === null
            ? 'The service has just started and has not asked Alertmanager yet.'
            : `${error.message}. What is stored is answered; nothing can be acknowledged.`;
        throw new Problem(503, detail, { headers: { 'retry-after': '5' } });
      },
    }),
  ];
}
