import { z } from 'zod';
import { sentenceOf } from '../events/sentence.js';
import type { Note, StoryLine } from '../store/alert-queries.js';
import type { AlertRow } from '../store/alert-row.js';

const time = z.iso.datetime();
const labels = z.record(z.string(), z.string());
const seconds = z.number().nullable();

export const verdictSchema = z.enum(['true-alarm', 'false-alarm']);

export const alertSchema = z
  .object({
    id: z.int(),
    name: z.string(),
    severity: z.string(),
    component: z.string(),
    service: z.string(),
    item: z.string().meta({ description: 'The agent, workflow, endpoint, … it is about.' }),
    state: z.enum(['firing', 'acknowledged', 'inhibited', 'resolved']),
    summary: z.string(),
    startedAt: time,
    notifiedAt: time.nullable(),
    acknowledgedAt: time.nullable(),
    acknowledgedBy: z.string().nullable(),
    resolvedAt: time.nullable(),
    secondsTo: z
      .object({ notify: seconds, acknowledge: seconds, resolve: seconds })
      .meta({ description: 'From its start; null while that has not happened.' }),
    notifications: z.int(),
    receivers: z.array(z.string()).meta({ description: 'In the order in which they were told.' }),
    cause: z.string().nullable(),
    verdict: verdictSchema.nullable(),
    labels,
    annotations: labels,
  })
  .meta({ id: 'Alert' });
export type AlertAnswer = z.infer<typeof alertSchema>;

export const alertListSchema = z
  .object({
    alerts: z.array(alertSchema),
    next: z
      .string()
      .nullable()
      .meta({ description: 'What to send as cursor for the next page; null on the last one.' }),
  })
  .meta({ id: 'AlertList' });

export const alertStorySchema = z
  .object({
    ...alertSchema.shape,
    story: z.array(
      z.object({
        at: time,
        kind: z.enum([
          'fired',
          'notified',
          'notified-resolved',
          'inhibited',
          'acknowledged',
          'unacknowledged',
          'resolved',
        ]),
        text: z.string().meta({ description: 'What happened, for a person to read.' }),
        detail: labels,
      }),
    ),
    notes: z.array(z.object({ at: time, by: z.string(), text: z.string() })),
  })
  .meta({ id: 'AlertStory' });
export type AlertStory = z.infer<typeof alertStorySchema>;

const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

/** An alert as the API tells it. */
export function alertAnswer(row: AlertRow): AlertAnswer {
  const secondsTo = (at: number | null): number | null =>
    at === null ? null : Math.max(0, at - row.startsAt) / 1000;
  const { id, name, severity, component, service, item, state, labels: own, annotations } = row;
  return {
    id,
    name,
    severity,
    component,
    service,
    item,
    state,
    summary: annotations['summary'] ?? '',
    startedAt: iso(row.startsAt),
    notifiedAt: isoOrNull(row.notifiedAt),
    acknowledgedAt: isoOrNull(row.acknowledgedAt),
    acknowledgedBy: row.acknowledgedBy,
    resolvedAt: isoOrNull(row.resolvedAt),
    secondsTo: {
      notify: secondsTo(row.notifiedAt),
      acknowledge: secondsTo(row.acknowledgedAt),
      resolve: secondsTo(row.resolvedAt),
    },
    notifications: row.notifications,
    receivers: [...row.receivers],
    cause: row.cause,
    verdict: row.verdict,
    labels: { ...own },
    annotations: { ...annotations },
  };
}

/** An alert with all that happened to it. */
export function alertStory(
  row: AlertRow,
  story: readonly StoryLine[],
  notes: readonly Note[],
): AlertStory {
  return {
    ...alertAnswer(row),
    story: story.map((line) => ({
      at: iso(line.at),
      kind: line.kind,
      text: sentenceOf(line),
      detail: { ...line.detail },
    })),
    notes: notes.map(({ at, author, text }) => ({ at: iso(at), by: author, text })),
  };
}
