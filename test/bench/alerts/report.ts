import { teamOf } from './alert-event.js';
import type { Detection } from './judgement.js';
import { accuracyOf, isFalse, quantile, wasEvident, type Outcome } from './outcome.js';
import type { Fault } from './scenes/scene.js';

/** What is aimed at for 95 of 100 critical faults. */
const LATE_SECONDS = 60;

/** Writes what a run found as Markdown: the figures, by kind, by hours, and everything that went wrong. */
export function renderReport(outcomes: readonly Outcome[], seed: number): string {
  const all = accuracyOf(outcomes);
  const every = outcomes.flatMap((outcome) => outcome.detections);
  const detections = every.filter((each) => wasEvident(each));
  const critical = detections.filter(({ fault }) => fault.severity === 'critical');
  const by = (key: (fault: Fault) => string): readonly string[] => table(group(detections, key));
  return [
    `# Alert accuracy, seed ${seed}`,
    '',
    `- ${all.detected} of ${all.faults} faults detected: recall ${percent(all.recall)}; of ${all.notEvident} more fewer calls failed than are evidence, or a smaller part than the line`,
    `- ${all.trueFirings} of ${all.firings} alerts true: precision ${percent(all.precision)}`,
    `- ${all.falseNotifications} of ${all.notifications} notifications false: ${percent(all.falseShare)}`,
    `- ${all.teamDays.toFixed(1)} days of teams: ${all.falsePerTeamWeek.toFixed(2)} false notifications of a team in a week`,
    `- critical faults told by a critical alert after ${seconds(critical, 0.5)} s at the median, ${seconds(critical, 0.95)} s at the 95th percentile; from when there was evidence, ${evident(critical, 0.5)} s and ${evident(critical, 0.95)} s`,
    '',
    '## By severity and hours',
    '',
    ...by(({ severity, hours, profile }) => `${severity}, ${hours} hours, ${profile} team`),
    '',
    '## By kind',
    '',
    ...by(({ kind, severity }) => `${kind.name} (${severity})`),
    '',
    '## Ordinary life, by team',
    '',
    ...ordinaryLife(outcomes),
    '',
    '## Missed',
    '',
    ...list(
      detections.filter(({ seconds: after }) => after === undefined),
      (missed) => describeMiss(missed),
    ),
    '',
    `## Critical, and told later than ${LATE_SECONDS} s after there was evidence`,
    '',
    ...list(
      critical.filter((each) => (afterEvidence(each) ?? 0) > LATE_SECONDS),
      (late) =>
        `${describeMiss(late)}; told after ${late.seconds!.toFixed(0)} s, ${afterEvidence(late)!.toFixed(0)} s of them with evidence`,
    ),
    '',
    '## Not evident',
    '',
    ...list(
      every.filter((each) => !wasEvident(each)),
      (each) => describeMiss(each),
    ),
    '',
    '## False alerts',
    '',
    ...list(
      outcomes.flatMap(({ scene, firings }) =>
        firings.filter(({ fault }) => fault === undefined).map((firing) => ({ scene, firing })),
      ),
      ({ scene, firing: { startMs, labels, value } }) =>
        `${scene.name}, ${new Date(startMs).toISOString()}: ${labels['alertname']} (${labels['severity']}) ${labels['item'] ?? ''} of ${teamOf(labels) ?? 'all'} (${profileOf(scene.world.teams, teamOf(labels))}), value ${Number(value.toPrecision(3))}`,
    ),
    '',
  ].join('\n');
}

type Teams = Outcome['scene']['world']['teams'];

const profileOf = (teams: Teams, name: string | undefined): string =>
  teams.find((team) => team.name === name)?.profile.name ?? 'shared';

function describeMiss({ fault, anySeconds }: Detection): string {
  const { kind, severity, effects, item, hours, profile } = fault;
  const told = anySeconds === undefined ? '' : `; warned of after ${Math.round(anySeconds)} s`;
  return `${kind.name} (${severity}) ${JSON.stringify(effects)}${item === undefined ? '' : ` of ${item}`}, ${hours} hours of a ${profile} team, ${new Date(fault.startMs).toISOString()}${told}`;
}

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;

function ordinaryLife(outcomes: readonly Outcome[]): readonly string[] {
  const rows = outcomes
    .filter(({ scene }) => scene.name.startsWith('ordinary'))
    .flatMap(({ scene: { world }, notifications }) =>
      world.teams.map(({ name, profile }) => {
        const own = notifications.filter((each) => teamOf(each.firings[0]!.labels) === name);
        const wrong = own.filter((each) => isFalse(each));
        // What rules compare with is a week old; until then they know less than they will.
        const knownMs = world.startMs + WEEK_MS;
        const later = wrong.filter(({ atMs }) => atMs >= knownMs).length;
        const days = (world.endMs - world.startMs) / DAY_MS;
        const cells = [
          profile.name,
          days.toFixed(1),
          own.length,
          wrong.length,
          aWeek(wrong.length, world.endMs - world.startMs),
          aWeek(later, world.endMs - knownMs),
        ];
        return `| ${cells.join(' | ')} |`;
      }),
    );
  return [
    '| team | days | notifications | false | false a week | false a week after the first |',
    '|---|---|---|---|---|---|',
    ...rows,
  ];
}

const aWeek = (count: number, ms: number): string =>
  ms <= 0 ? '-' : (count / (ms / WEEK_MS)).toFixed(2);

function group(
  detections: readonly Detection[],
  key: (fault: Fault) => string,
): ReadonlyMap<string, readonly Detection[]> {
  return Map.groupBy(detections, ({ fault }) => key(fault));
}

function table(groups: ReadonlyMap<string, readonly Detection[]>): readonly string[] {
  return [
    '| | faults | detected | median, s | 95th percentile, s | from evidence: median, s | 95th percentile, s |',
    '|---|---|---|---|---|---|---|',
    ...[...groups]
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([name, those]) => {
        const detected = those.filter((each) => each.seconds !== undefined).length;
        return `| ${name} | ${those.length} | ${detected} | ${seconds(those, 0.5)} | ${seconds(those, 0.95)} | ${evident(those, 0.5)} | ${evident(those, 0.95)} |`;
      }),
  ];
}

const seconds = (those: readonly Detection[], part: number): string =>
  quantile(
    those.flatMap((each) => each.seconds ?? []),
    part,
  )?.toFixed(0) ?? '-';

/** Seconds from when there was evidence to the alert; undefined: it was missed, or never evident. */
const afterEvidence = ({ seconds: after, evidentSeconds }: Detection): number | undefined =>
  after === undefined || evidentSeconds === undefined
    ? undefined
    : Math.max(0, after - evidentSeconds);

/** The same, from when there was evidence. */
const evident = (those: readonly Detection[], part: number): string =>
  quantile(
    those.flatMap((each) => afterEvidence(each) ?? []),
    part,
  )?.toFixed(0) ?? '-';

const percent = (part: number): string => `${(100 * part).toFixed(1)} %`;

function list<T>(those: readonly T[], describe: (each: T) => string): readonly string[] {
  return those.length === 0 ? ['None.'] : those.map((each) => `- ${describe(each)}`);
}
