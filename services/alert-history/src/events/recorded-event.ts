/**
 * The lines that Alertmanager's event recorder writes, as JSON of its protobuf messages:
 * https://github.com/prometheus/alertmanager/blob/main/eventrecorder/eventrecorderpb/eventrecorder.proto
 */
import { z } from 'zod';

const time = z.iso.datetime({ offset: true });

/** Pairs until 0.34, a map from 0.35 on. */
const labelSet = z
  .object({
    labels: z
      .union([
        z.array(z.object({ key: z.string(), value: z.string().default('') })),
        z.record(z.string(), z.string()),
      ])
      .default([]),
  })
  .transform(({ labels }): Readonly<Record<string, string>> =>
    Array.isArray(labels)
      ? Object.fromEntries(labels.map(({ key, value }) => [key, value]))
      : labels,
  )
  .default({});

const alert = z.object({
  fingerprint: z.string(),
  name: z.string().default(''),
  labels: labelSet,
  annotations: labelSet,
  startsAt: time,
  endsAt: time.optional(),
  resolved: z.boolean().default(false),
});

const groupedAlert = z.object({ hash: z.string(), details: alert.optional() });
const groupInfo = z.object({ receiverName: z.string().default('') });
const mutedAlert = z.object({ fingerprint: z.string(), labels: labelSet });
const hashes = z.array(z.object({ hash: z.string() })).default([]);

/** One event: exactly one of the fields of `data` is there; kinds that are not listed are ignored. */
export const recordedEventSchema = z.object({
  '@timestamp': time,
  data: z.object({
    alertCreated: z.object({ alert }).optional(),
    alertResolved: z.object({ alert: groupedAlert }).optional(),
    notification: z
      .object({
        alerts: z.array(groupedAlert),
        firingAlerts: hashes,
        groupInfo: groupInfo.prefault({}),
        reason: z.string().default('NOTIFY_REASON_UNSPECIFIED'),
        integration: z.object({ name: z.string().default('') }).prefault({}),
      })
      .optional(),
    silenceMutedAlert: z
      .object({
        silence: z.object({
          id: z.string(),
          createdBy: z.string().default(''),
          comment: z.string().default(''),
        }),
        mutedAlert,
      })
      .optional(),
    inhibitionMutedAlert: z
      .object({
        inhibitRules: z.array(z.object({ name: z.string().default('') })).default([]),
        mutedAlert,
        inhibitingFingerprints: z.array(z.string()).default([]),
      })
      .optional(),
  }),
});

/** A line of the event recorder. */
export type RecordedEvent = z.infer<typeof recordedEventSchema>;

/** An alert as an event shows it. */
export type RecordedAlert = z.infer<typeof alert>;
