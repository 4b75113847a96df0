import { z } from 'zod';
import { alertTimesSchema, SEVERITIES } from './alert-times.js';
import { healthSchema } from './health.js';
import { EMAIL, escalationSchema, notificationsSchema, quietHoursSchema } from './notifications.js';
import { probesSchema } from './probes.js';
import { promptAnalyticsSchema } from './prompt-analytics.js';
import { budgetsSchema, sloSchema } from './objectives.js';
import { overrideSchema, thresholdsSchema } from './thresholds.js';

const seconds = z.number().positive();

/** The shape of vitals.yaml. Unknown keys are errors, so that a typing mistake is never ignored. */
export const vitalsSchema = z
  .strictObject({
    /** How long metrics, logs and traces are kept, in whole days. */
    retentionDays: z.int().min(1).max(3650).default(90),
    health: healthSchema,
    thresholds: thresholdsSchema,
    /** Other thresholds for some items; of several that match, the last one counts. */
    overrides: z.array(overrideSchema).default([]),
    slos: z.array(sloSchema).default([]),
    budgets: budgetsSchema,
    /** What is kept of the telemetry of SDKs other than the project's own. */
    otherSdks: z
      .strictObject({
        /** What models are asked and answer, which those SDKs send by default. Default: false, the Collector drops it. */
        keepContent: z.boolean().default(false),
      })
      .prefault({}),
    probes: probesSchema.default([]),
    promptAnalytics: promptAnalyticsSchema,
    alerts: z
      .strictObject({
        /** When failures are evidence enough for a critical alert about an error ratio. */
        failures: z
          .strictObject({
            /** The window over which the ratio is taken where calls are many, in seconds. */
            windowSeconds: seconds.min(20).max(3600).default(30),
            /** Calls in twice the window below which they are few, and count for up to two hours; where there are fewer even then, nothing fires. */
            minimumCalls: z.int().min(1).default(5),
            /** Failures in the same time below which nothing fires, whatever their part. */
            minimumFailures: z.int().min(1).default(3),
          })
          .prefault({}),
        /** How long an indicator must be beyond its threshold, and back, by severity. */
        times: alertTimesSchema,
      })
      .prefault({ times: {} }),
    notifications: notificationsSchema,
    escalation: escalationSchema,
    quietHours: quietHoursSchema,
  })
  .superRefine(({ notifications, escalation }, context) => {
    const known = [EMAIL, ...Object.keys(notifications.receivers)];
    for (const severity of SEVERITIES) {
      for (const [index, { receivers }] of escalation[severity].entries()) {
        for (const [position, name] of receivers.entries()) {
          if (known.includes(name)) continue;
          context.addIssue({
            code: 'custom',
            path: ['escalation', severity, index, 'receivers', position],
            message: `there is no such receiver; notifications.receivers has ${known.join(', ')}`,
          });
        }
      }
    }
  });

/** vitals.yaml, validated, with defaults filled in. */
export type VitalsConfig = z.infer<typeof vitalsSchema>;
