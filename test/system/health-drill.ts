import type { HealthReport, IndicatorReport } from '@agent-vitals/health-score/report';
import type { FaultDrill } from './fault-drills.js';

/** A drill while it ran: times in milliseconds since 1970. */
export interface DrillRun {
  readonly drill: FaultDrill;
  readonly setAt: number;
  readonly clearedAt: number;
}

/** What was seen of a fault. */
export interface DrillResult {
  readonly drill: FaultDrill;
  /** The score of the component when the fault was set, and the least while it was on. */
  readonly before: number;
  readonly after: number;
  /** Until the score had fallen by {@link LEAST_FALL}; undefined when it never did. */
  readonly fellAfterSeconds: number | undefined;
  /**
   * The first reason in the last report before the fault was cleared, but for components that were
   * unwell when it was set: the fault before is still seen in them.
   */
  readonly firstReason: IndicatorReport | undefined;
  /**
   * The component beside it whose score fell most while the fault was on, and by how much; of those
   * that were well when it was set. A fall that one report alone shows is left out: the first failure
   * of a kind can be seen in what depends on a component before it is seen in the component.
   */
  readonly otherDrop: OtherDrop;
  /** The worst of what was laid to another component in the last of these reports, if anything was. */
  readonly laid: IndicatorReport | undefined;
  /** From clearing until the score was back; undefined when it was not seen. */
  readonly recoveredAfterSeconds: number | undefined;
}

/** The fall of a score that should have stayed. */
interface OtherDrop {
  readonly component: string;
  readonly points: number;
  /** What lowered it most when it was lowest. */
  readonly reason: IndicatorReport | undefined;
}

/** Points by which the score of the right component must fall. */
export const LEAST_FALL = 15;
/** Points by which no other may fall. */
const MOST_OTHER_FALL = 10;
/** From here on a component is well: a machine that is busy with other things takes some points. */
export const WELL = 85;
/** How near to where it was a score must come to be back. */
const BACK_WITHIN = 10;

const scoreOf = (report: HealthReport, name: string): number | null =>
  report.components.find((component) => component.name === name)?.score ?? null;

const isWell = (report: HealthReport, name: string): boolean =>
  (scoreOf(report, name) ?? 100) >= WELL;

/** When a report was made, in milliseconds since 1970. */
export const madeAt = (report: HealthReport): number => Date.parse(report.evaluatedAt);

const seconds = (report: HealthReport | undefined, from: number): number | undefined =>
  report && (madeAt(report) - from) / 1000;

/** Reads off the reports, in the order in which they were made, what they said of a fault. */
export function judgeDrill(
  { drill, setAt, clearedAt }: DrillRun,
  reports: readonly HealthReport[],
): DrillResult {
  const at = reports.findLast((report) => madeAt(report) <= setAt)!;
  const during = reports.filter((report) => madeAt(report) > setAt && madeAt(report) <= clearedAt);
  const before = scoreOf(at, drill.component) ?? 100;
  const fell = during.find(
    (report) => before - (scoreOf(report, drill.component) ?? before) >= LEAST_FALL,
  );
  const back = reports.find(
    (report) =>
      madeAt(report) > clearedAt && (scoreOf(report, drill.component) ?? 0) >= before - BACK_WITHIN,
  );
  return {
    drill,
    before,
    after: Math.min(before, ...during.map((report) => scoreOf(report, drill.component) ?? before)),
    fellAfterSeconds: seconds(fell, setAt),
    firstReason: during
      .at(-1)
      ?.reasons.find(({ component }) => component === drill.component || isWell(at, component)),
    laid: during
      .at(-1)
      ?.components.find(({ name }) => name === drill.component)
      ?.items.flatMap(({ indicators }) => indicators)
      .filter(({ causedBy }) => causedBy !== null)
      .toSorted((a, b) => a.score - b.score)[0],
    otherDrop: largestOtherDrop(drill.component, [at, ...during]),
    recoveredAfterSeconds: seconds(back, clearedAt),
  };
}

/** From its highest to a lower score of the same component that two later reports agree on. */
function largestOtherDrop(component: string, reports: readonly HealthReport[]): OtherDrop {
  let largest: OtherDrop = { component: '-', points: 0, reason: undefined };
  for (const { name } of reports[0]!.components) {
    if (name === component || !isWell(reports[0]!, name)) continue;
    let highest = 0;
    let before = Infinity;
    for (const report of reports) {
      const score = scoreOf(report, name);
      if (score === null) continue;
      highest = Math.max(highest, score);
      const points = highest - Math.max(score, before);
      before = score;
      if (points <= largest.points) continue;
      const reason = report.reasons.find((each) => each.component === name);
      largest = { component: name, points, reason };
    }
  }
  return largest;
}

/** What a result shows that should not be. */
export function faultsOf(result: DrillResult): readonly string[] {
  const { drill, fellAfterSeconds, firstReason, laid, otherDrop, recoveredAfterSeconds } = result;
  const { component, reasons, item = /^/, mostOtherFall = MOST_OTHER_FALL } = drill;
  const problems = {
    [`${component} did not fall by ${LEAST_FALL} points within 60 s (${laid === undefined ? 'nothing' : describeReason(laid)} was laid to ${laid?.causedBy ?? 'another'})`]:
      fellAfterSeconds === undefined || fellAfterSeconds > 60,
    [`the first reason is ${describeReason(firstReason)}, not ${component}.${reasons.join('|')} of ${item}`]:
      firstReason?.component !== component ||
      !reasons.includes(firstReason.name) ||
      !item.test(firstReason.item),
    [`${otherDrop.component} fell by ${otherDrop.points.toFixed(1)} points too, by ${describeReason(otherDrop.reason)}`]:
      otherDrop.points > mostOtherFall,
    [`${component} was not back in time`]: recoveredAfterSeconds === undefined,
  };
  return Object.entries(problems)
    .filter(([, isSo]) => isSo)
    .map(([problem]) => `${drill.fault}: ${problem}`);
}

const describeReason = (reason: IndicatorReport | undefined): string =>
  reason === undefined
    ? '-'
    : `${reason.component}.${reason.name} of ${reason.item} (${reason.value.toPrecision(3)})`;

/** The results as a table of Markdown. */
export function drillTable(results: readonly DrillResult[]): string {
  const rows = results.map((result) => [
    result.drill.fault,
    result.drill.component,
    `${result.before.toFixed(0)} → ${result.after.toFixed(0)}`,
    `${result.fellAfterSeconds?.toFixed(0) ?? 'never'} s`,
    describeReason(result.firstReason),
    `${result.otherDrop.points.toFixed(1)} by ${describeReason(result.otherDrop.reason)}`,
    `${result.recoveredAfterSeconds?.toFixed(0) ?? 'never'} s`,
  ]);
  const head = [
    'fault',
    'component',
    'score',
    'fell after',
    'first reason',
    'largest other fall',
    'back after',
  ];
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
