import { z } from 'zod';

const ratio = z.number().min(0).max(1);
const seconds = z.number().positive();

/** The shape of vitals.yaml. Unknown keys are errors, so that a typing mistake is never ignored. */
export const vitalsSchema = z.strictObject({
  /** How long metrics, logs and traces are kept, in whole days. */
  retentionDays: z.int().min(1).max(3650).default(90),
  alerts: z.strictObject({
    agentErrorRatio: z.strictObject({
      /** Failed invocations of an agent over all of them, 0 to 1, above which the alert fires. */
      critical: ratio,
      /** The window over which the ratio is taken, in seconds. */
      windowSeconds: seconds.min(30).max(3600),
      /** Invocations in twice the window below which nothing fires: one failed call at night is no incident. */
      minimumCalls: z.int().min(1),
      /** Failures in twice the window below which nothing fires, whatever their part. */
      minimumFailures: z.int().min(1).default(3),
      /** How long the ratio must stay above the threshold, in seconds. */
      forSeconds: z.number().min(0).max(3600),
    }),
  }),
  notifications: z.strictObject({
    email: z.strictObject({
      /** Who is told. */
      to: z.array(z.email()).min(1),
      from: z.email(),
    }),
  }),
});

/** vitals.yaml, validated, with defaults filled in. */
export type VitalsConfig = z.infer<typeof vitalsSchema>;
