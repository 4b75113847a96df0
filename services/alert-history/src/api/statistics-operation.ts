import {
  badParameters,
  defineOperation,
  prepare,
  TIME_FORMATS,
  timeParameter,
  type Operation,
} from '@agent-vitals/http';
import { z } from 'zod';
import { daysOf, incidentStatisticsOf, statisticsOf } from '../statistics/statistics.js';
import type { AlertQueries } from '../store/alert-queries.js';
import type { AlertRow } from '../store/alert-row.js';

const WEEK_MS = 7 * 86_400_000;

const share = z.number().min(0).max(1).nullable();
const seconds = z.object({ median: z.number(), p95: z.number() }).nullable();

const statistics = z.object({
  count: z.int(),
  perDay: z.number(),
  notifications: z.int().meta({ description: 'Each alert that a notification tells of counts.' }),
  notificationsPerAlert: z.number(),
  timeToNotify: seconds.meta({ description: 'Seconds from the start of an alert.' }),
  timeToAcknowledge: seconds,
  timeToResolve: seconds,
  noiseShare: share.meta({ description: 'Of the resolved ones, over within 2 minutes.' }),
  judged: z.int().meta({ description: 'Those of which somebody said whether they were true.' }),
  falseAlarmShare: share.meta({ description: 'Of the judged ones.' }),
});

const statisticsSchema = z
  .object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    total: z.object({
      ...statistics.shape,
      incidents: z.int().meta({
        description: 'Alerts of one service at the same time, of which somebody was told, are one.',
      }),
      messages: z
        .int()
        .meta({ description: 'A notification of several alerts counts once, for each receiver.' }),
      messagesPerIncident: z.number().nullable(),
    }),
    names: z
      .array(z.object({ name: z.string(), ...statistics.shape }))
      .meta({ description: 'The most frequent first.' }),
    days: z.array(
      z.object({
        date: z.iso.date(),
        count: z.int(),
        bySeverity: z.record(z.string(), z.int()),
      }),
    ),
  })
  .meta({ id: 'AlertStatistics' });
type Statistics = z.infer<typeof statisticsSchema>;

/** How alerts were, by name and in all. */
export function createStatisticsOperation(options: {
  readonly queries: Pick<AlertQueries, 'startedWithin' | 'messagesWithin'>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}): Operation {
  const { queries, clock } = options;
  return defineOperation({
    id: 'getStatistics',
    path: '/api/v1/statistics',
    summary: 'How many alerts there were, how fast they were dealt with, and how many were noise.',
    contentType: 'application/json',
    kind: 'query',
    maxAgeSeconds: 10,
    problems: [],
    schema: statisticsSchema,
    queryParameters: z.strictObject({
      from: timeParameter
        .optional()
        .meta({ description: `Default: a week before to. ${TIME_FORMATS}.` }),
      to: timeParameter.optional().meta({ description: `Default: now. ${TIME_FORMATS}.` }),
    }),
    answer: (_path, asked) => {
      const to = asked.to?.getTime() ?? clock();
      const from = asked.from?.getTime() ?? to - WEEK_MS;
      if (from >= to) {
        const allowed = `before to, which is ${new Date(to).toISOString()}`;
        throw badParameters([{ name: 'from', value: new Date(from).toISOString(), allowed }]);
      }
      const alerts = queries.startedWithin(from, to);
      return prepare(answer(alerts, queries.messagesWithin(from, to), { from, to }));
    },
  });
}

function answer(
  alerts: readonly AlertRow[],
  messages: number,
  span: { readonly from: number; readonly to: number },
): Statistics {
  const spanMs = span.to - span.from;
  const byName = Map.groupBy(alerts, ({ name }) => name);
  return {
    from: new Date(span.from).toISOString(),
    to: new Date(span.to).toISOString(),
    total: { ...statisticsOf(alerts, spanMs), ...incidentStatisticsOf(alerts, messages) },
    names: [...byName]
      .map(([name, own]) => ({ name, ...statisticsOf(own, spanMs) }))
      .toSorted((a, b) => b.count - a.count || a.name.localeCompare(b.name)),
    days: daysOf(alerts, span),
  };
}
