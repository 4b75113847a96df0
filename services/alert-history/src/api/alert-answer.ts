import { z } from 'zod';
import { toHex } from '../alertmanager/fingerprint.js';
import type { AlertRow } from '../store/alert-row.js';
import { incidentOf } from '../store/incident.js';

const time = z.iso.datetime();
const labels = z.record(z.string(), z.string());
const seconds = z.number().nullable();

export const verdictSchema = z.enum(['true-alarm', 'false-alarm']);

/** What tells one alert from another, in an answer about something else. */
const reference = {
  id: z.int(),
  name: z.string(),
  severity: z.string(),
  component: z.string(),
  service: z.string(),
  item: z.string().meta({ description: 'The agent, workflow, endpoint, … it is about.' }),
  incident: z
    .object({
      key: z.string().meta({ description: 'The same for all alerts of the incident.' }),
      title: z.string().meta({ example: 'agents of shop (production)' }),
    })
    .meta({
      description:
        'What one notification tells of: what is wrong with a component of a service, or a database.',
    }),
  state: z.enum(['firing', 'acknowledged', 'inhibited', 'resolved']),
  summary: z.string(),
  startedAt: time,
  resolvedAt: time.nullable(),
};
const referenceSchema = z.object(reference).meta({ id: 'AlertReference' });
const references = z.array(referenceSchema);
export type AlertReference = z.infer<typeof referenceSchema>;

export const alertSchema = z
  .object({
    ...reference,
    fingerprint: z
      .string()
      .meta({ description: 'What Alertmanager calls it; it has the same one each time it fires.' }),
    notifiedAt: time.nullable(),
    acknowledgedAt: time.nullable(),
    acknowledgedBy: z.string().nullable().meta({ description: 'Who has it now, or had it last.' }),
    inhibitedBy: references.meta({ description: 'What mutes it, while its state is inhibited.' }),
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
        alerts: references.meta({ description: 'The alerts that mute it from then on.' }),
      }),
    ),
    notes: z.array(z.object({ at: time, by: z.string(), text: z.string() })),
    besides: references.meta({
      description:
        'Up to 20 others that were open while it was; those that began next to it first.',
    }),
  })
  .meta({ id: 'AlertStory' });
export type AlertStory = z.infer<typeof alertStorySchema>;

export const incidentAcknowledgementSchema = z
  .object({
    acknowledged: references.meta({ description: 'Those that the person has now.' }),
    refused: z
      .array(
        z.object({
          alert: referenceSchema,
          reason: z.string().meta({ description: 'Why it could not be taken on.' }),
        }),
      )
      .meta({ description: 'Those that are over, or that somebody else has.' }),
  })
  .meta({ id: 'IncidentAcknowledgement' });
export type IncidentAcknowledgement = z.infer<typeof incidentAcknowledgementSchema>;

const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

/** An alert in an answer about another one. */
export function alertReference(row: AlertRow): AlertReference {
  const { id, name, severity, component, service, item, state, annotations } = row;
  return {
    id,
    name,
    severity,
    component,
    service,
    item,
    incident: incidentOf(row.labels),
    state,
    summary: annotations['summary'] ?? '',
    startedAt: iso(row.startsAt),
    resolvedAt: isoOrNull(row.resolvedAt),
  };
}

/**
 * An alert as the API tells it.
 * @param inhibitedBy what mutes it
 */
export function alertAnswer(row: AlertRow, inhibitedBy: readonly AlertRow[]): AlertAnswer {
  const secondsTo = (at: number | null): number | null =>
    at === null ? null : Math.max(0, at - row.startsAt) / 1000;
  return {
    ...alertReference(row),
    fingerprint: toHex(row.fingerprint),
    notifiedAt: isoOrNull(row.notifiedAt),
    acknowledgedAt: isoOrNull(row.acknowledgedAt),
    acknowledgedBy: row.acknowledgedBy,
    inhibitedBy: inhibitedBy.map(alertReference),
    secondsTo: {
      notify: secondsTo(row.notifiedAt),
      acknowledge: secondsTo(row.acknowledgedAt),
      resolve: secondsTo(row.resolvedAt),
    },
    notifications: row.notifications,
    receivers: [...row.receivers],
    cause: row.cause,
    verdict: row.verdict,
    labels: { ...row.labels },
    annotations: { ...row.annotations },
  };
}
