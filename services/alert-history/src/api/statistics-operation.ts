import {
  badParameters,
  defineOperation,
  prepare,
  TIME_FORMATS,
  timeParameter,
  type Operation,
} from '@agent-vitals/http';
import { z } from 'zod';
import { daysOf, episodeStatisticsOf, statisticsOf } from '../statistics/statistics.js';
import type { AlertQueries } from '../store/alert-queries.js';
import type { AlertRow } from '../store/alert-row.js';
import { statisticsSchema, type Statistics } from './statistics-answer.js';

const WEEK_MS = 7 * 86_400_000;

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
    total: { ...statisticsOf(alerts, spanMs), ...episodeStatisticsOf(alerts, messages) },
    names: [...byName]
      .map(([name, own]) => ({ name, ...statisticsOf(own, spanMs) }))
      .toSorted((a, b) => b.count - a.count || a.name.localeCompare(b.name)),
    days: daysOf(alerts, span),
  };
}
