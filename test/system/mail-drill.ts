import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultDrill } from './fault-drills.js';
import { waitUntilWell } from './fault-to-mail.js';
import { mails, type Mail } from './mailpit.js';
import type { System } from './system.js';
import { waitFor } from './wait.js';

/** How long a fault may take to be told of, and its end: some alerts go on for five minutes. */
const MOST_MS = 10 * 60_000;
/** How long a fault stays after the first mail, to count those that say the same again. */
const AFTER_MAIL_MS = 60_000;

/** What joins an incident that is still open in Alertmanager is told so much later at most. */
const GROUP_INTERVAL_MS = 25_000;

/** What was told of a fault while it was on. */
export interface MailDrill {
  readonly drill: FaultDrill;
  /**
   * From the fault to the first mail that names one of the right alerts, in seconds: a critical one
   * where users fail at once.
   */
  readonly rightAfter: number | undefined;
  /** Such mails while the fault was on, in order: seconds after it, and the alerts named. */
  readonly told: readonly { readonly after: number; readonly alerts: readonly string[] }[];
  /** From its end to the mail that says so, in seconds. */
  readonly resolvedAfter: number | undefined;
}

/** The alerts that a mail is about: each has a link to its runbook. */
const alertsIn = ({ Text }: Mail): readonly string[] => [
  ...new Set([...Text.matchAll(/\/runbooks\/(\w+)/g)].map(([, name]) => name!)),
];

const secondsSince = (from: Date, { Created }: Mail): number =>
  (Date.parse(Created) - from.getTime()) / 1000;

/** Breaks the demo, waits for what is told of it, mends it, and waits for the mail that says so. */
export async function mailDrill(system: System, drill: FaultDrill): Promise<MailDrill> {
  await waitUntilWell(system, MOST_MS);
  // The incident of the fault before is closed when its end has been told; no API tells of that.
  await sleep(GROUP_INTERVAL_MS);
  await waitUntilWell(system, MOST_MS);
  const setAt = new Date();
  const severity = drill.critical ? ' critical' : '';
  const firing = async (): Promise<readonly Mail[]> =>
    (await mails(system.urls.mailpit, `FIRING${severity}`)).filter(
      ({ Created }) => new Date(Created) >= setAt,
    );
  const isRight = (mail: Mail): boolean =>
    alertsIn(mail).some((name) => drill.alerts.includes(name));

  system.setFault(drill.fault);
  const right = await found(async () => (await firing()).find(isRight));
  await sleep(AFTER_MAIL_MS);
  const told = await firing();

  const clearedAt = new Date();
  system.clearFaults();
  const resolved =
    right &&
    (await found(async () =>
      (await mails(system.urls.mailpit, `RESOLVED${severity}`)).find(
        (mail) => new Date(mail.Created) >= clearedAt && isRight(mail),
      ),
    ));
  return {
    drill,
    rightAfter: right && secondsSince(setAt, right),
    told: told.map((mail) => ({ after: secondsSince(setAt, mail), alerts: alertsIn(mail) })),
    resolvedAfter: resolved && secondsSince(clearedAt, resolved),
  };
}

/** What is not told in time is a result, not an error. */
const found = async (look: () => Promise<Mail | undefined>): Promise<Mail | undefined> =>
  waitFor('a mail', look, MOST_MS).catch(() => undefined);

/** The results as a table of Markdown. */
export function mailDrillTable(results: readonly MailDrill[]): string {
  const head = ['fault', 'users fail at once', 'mail after', 'mails', 'resolved after'];
  const rows = results.map(({ drill, rightAfter, told, resolvedAfter }) => [
    drill.fault,
    drill.critical ? 'yes' : 'no',
    inSeconds(rightAfter),
    told.map(({ after, alerts }) => `${inSeconds(after)} ${alerts.join(', ')}`).join('; '),
    inSeconds(resolvedAfter),
  ]);
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

const inSeconds = (value: number | undefined): string =>
  value === undefined ? 'never' : `${value.toFixed(1)} s`;
