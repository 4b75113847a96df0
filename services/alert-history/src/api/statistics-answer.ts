import { z } from 'zod';

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

/** How alerts of a time were. */
export const statisticsSchema = z
  .object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    total: z.object({
      ...statistics.shape,
      episodes: z.int().meta({
        description:
          'Alerts of one service at the same time, of which somebody was told, are one; it may be several incidents.',
      }),
      messages: z
        .int()
        .meta({ description: 'A notification of several alerts counts once, for each receiver.' }),
      messagesPerEpisode: z.number().nullable(),
    }),
    names: z
      .array(z.object({ name: z.string(), ...statistics.shape }))
      .meta({ description: 'The most frequent first.' }),
    days: z.array(
      z.object({
        date: z.iso.date().meta({ description: 'In UTC.' }),
        ...statistics.shape,
        bySeverity: z.record(z.string(), z.int()),
      }),
    ),
  })
  .meta({ id: 'AlertStatistics' });
export type Statistics = z.infer<typeof statisticsSchema>;
