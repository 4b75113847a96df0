import { z } from 'zod';
import { SEVERITIES, type Severity } from './alert-times.js';

/** The receiver that every configuration has: the mail addresses of `notifications.email.to`. */
export const EMAIL = 'email';

/** A secret, or what holds one: `${env:NAME}`, never the secret itself. */
const fromEnvironment = z
  .string()
  .regex(
    /^\$\{env:\w+\}$/,
    'must be ${env:NAME}: secrets do not belong in a file that is committed',
  );

const path = z.string().min(1);

/** Exactly one of two settings. */
const oneOf = (a: string, b: string): [(given: object) => boolean, { message: string }] => [
  (given) => a in given !== b in given,
  { message: `needs either ${a} or ${b}` },
];

const slack = z
  .strictObject({
    /** The address of an incoming webhook, as `${env:NAME}`. */
    url: fromEnvironment.optional(),
    /** A file that holds it. */
    urlFile: path.optional(),
    channel: z.string().min(1),
  })
  .refine(...oneOf('url', 'urlFile'));

const pagerduty = z
  .strictObject({
    /** The integration key (Events API v2), as `${env:NAME}`. */
    routingKey: fromEnvironment.optional(),
    /** A file that holds it. */
    routingKeyFile: path.optional(),
  })
  .refine(...oneOf('routingKey', 'routingKeyFile'));

const webhook = z
  .strictObject({
    /** Where Alertmanager posts its JSON; `${env:NAME}` where the address is a secret. */
    url: z
      .string()
      .regex(/^(https?:\/\/|\$\{env:\w+\})/, 'must be an http address or ${env:NAME}')
      .optional(),
    /** A file that holds the address. */
    urlFile: path.optional(),
  })
  .refine(...oneOf('url', 'urlFile'));

const receiver = z
  .strictObject({
    email: z.array(z.email()).min(1).optional(),
    slack: slack.optional(),
    pagerduty: pagerduty.optional(),
    webhook: webhook.optional(),
  })
  .refine((given) => Object.keys(given).length > 0, {
    message: 'needs at least one of email, slack, pagerduty and webhook',
  });

/** Someone who is told, and by which channels. */
export type Receiver = z.infer<typeof receiver>;

const email = z.strictObject({
  /** Who is told first, where `escalation` says nothing else. */
  to: z.array(z.email()).min(1),
  from: z.email(),
  /** The server that takes the mail. Default: the mailbox of the stack. */
  smtp: z
    .strictObject({
      /** `host:port`. */
      server: z.string().regex(/^[^\s:]+:\d+$/, 'must be host:port'),
      /** `required`: STARTTLS; `implicit`: from the first byte (port 465); `none`: in clear. */
      tls: z.enum(['required', 'implicit', 'none']).default('required'),
      username: z.string().min(1).optional(),
      /** As `${env:NAME}`. */
      password: fromEnvironment.optional(),
      /** A file that holds it. */
      passwordFile: path.optional(),
    })
    .refine(({ password, passwordFile }) => password === undefined || passwordFile === undefined, {
      message: 'needs only one of password and passwordFile',
    })
    .optional(),
});

/** `notifications:` of vitals.yaml. */
export const notificationsSchema = z.strictObject({
  email,
  /** Others who can be told, by name; `email` is there already. */
  receivers: z.record(z.string().regex(/^[\w-]+$/), receiver).default({}),
  /** Who hears of the Watchdog, regularly, and raises an alarm when it stays away. */
  watchdog: z
    .strictObject({ webhook, everySeconds: z.int().min(30).max(86_400).default(300) })
    .optional(),
});

const level = z.strictObject({
  /** After this time without acknowledgement or end, in minutes; 0: at once. */
  afterMinutes: z
    .number()
    .min(0)
    .max(7 * 24 * 60)
    .default(0),
  /** Names of receivers. */
  receivers: z.array(z.string().min(1)).min(1),
});

/** When who is told. */
export type EscalationLevel = z.infer<typeof level>;

const levels = z
  .array(level)
  .min(1)
  .refine(
    (given) =>
      given.every(
        (each, index) => index === 0 || each.afterMinutes > given[index - 1]!.afterMinutes,
      ),
    { message: 'each level must come later than the one before' },
  )
  .default([{ afterMinutes: 0, receivers: [EMAIL] }]);

/** `escalation:` of vitals.yaml: the levels of each severity, in order. */
export const escalationSchema: z.ZodType<Readonly<Record<Severity, readonly EscalationLevel[]>>> = z
  .strictObject(Object.fromEntries(SEVERITIES.map((severity) => [severity, levels])))
  .prefault({}) as unknown as z.ZodType<Readonly<Record<Severity, readonly EscalationLevel[]>>>;

const DAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time such as 22:00');

const timeZone = z.string().refine(
  (zone) => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: zone }) instanceof Intl.DateTimeFormat;
    } catch {
      return false;
    }
  },
  { message: 'must be a time zone such as Europe/Berlin' },
);

/** `quietHours:` of vitals.yaml: when warnings wait; critical alerts always pass. */
export const quietHoursSchema = z
  .array(
    z.strictObject({
      /** Days on which they begin. Default: every day. */
      days: z
        .array(z.enum(DAYS))
        .min(1)
        .default([...DAYS]),
      from: time,
      /** At or before `from`: on the next day. */
      to: time,
      timeZone: timeZone.default('UTC'),
    }),
  )
  .default([]);

/** An entry of `quietHours:`. */
export type QuietHours = z.infer<typeof quietHoursSchema>[number];

/** The day after a day of the week. */
export const dayAfter = (day: QuietHours['days'][number]): QuietHours['days'][number] =>
  DAYS[(DAYS.indexOf(day) + 1) % DAYS.length]!;
