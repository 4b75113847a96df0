import {
  dependenciesOf,
  INDICATORS,
  judgementOf,
  type Component,
  type VitalsConfig,
} from '@agent-vitals/config';
import { teamOf, type Firing } from './alert-event.js';
import {
  FAILED_PART,
  SHOWN_BY_CALLS,
  SLOWED_TIMES,
  type Disturbance,
  type Effect,
  type ExposedCall,
} from './effects.js';
import type { Fault, Scene } from './scenes/scene.js';

/** A firing, and whether it was right. */
export interface JudgedFiring extends Firing {
  /** The fault that it tells of or follows from; undefined: it was false. */
  readonly fault: Fault | undefined;
}

/** A fault, and when it was told. */
export interface Detection {
  readonly fault: Fault;
  /** Seconds from its beginning to the first alert that tells of it as it should; undefined: missed. */
  readonly seconds: number | undefined;
  /** For a critical fault: seconds to the first alert of any severity. */
  readonly anySeconds: number | undefined;
  /**
   * Seconds from its beginning until there was evidence of it: 0, or for what only calls show, until
   * as many had failed, or ended late, as vitals.yaml asks for, and those since the beginning were
   * beyond the line of its severity: the part of them that failed, or, of what multiplies a time, how
   * many times as long as usual they took; undefined: it never was.
   */
  readonly evidentSeconds: number | undefined;
}

/**
 * For so long after the last call that it touched has ended a fault is still seen, in milliseconds:
 * the longest windows that alerts look at are ten minutes; those that compare with days are kept for
 * an hour.
 */
const SEEN_AFTER_MS = { minutes: 10 * 60_000, days: 60 * 60_000 } as const;

type Components = VitalsConfig['health']['components'];

type Lines = Pick<VitalsConfig, 'thresholds' | 'overrides'>;

/** The calls that each thing which was wrong could touch. */
type Exposed = ReadonlyMap<Disturbance, readonly ExposedCall[]>;

/** Judges what fired in a scene. Alerts that always fire and that nobody is told of are left out. */
export function judge(
  { faults }: Scene,
  firings: readonly Firing[],
  exposed: Exposed,
  config: Lines & Pick<VitalsConfig, 'health' | 'alerts'>,
): { readonly firings: readonly JudgedFiring[]; readonly detections: readonly Detection[] } {
  const { components } = config.health;
  const seenUntilMs = new Map(faults.map((fault) => [fault, seenUntil(fault, exposed)]));
  const isDuring = (fault: Fault, firing: Firing): boolean =>
    isOfTeam(fault, firing) &&
    firing.startMs >= fault.startMs &&
    firing.startMs < seenUntilMs.get(fault)!;
  const told = firings.filter(({ labels }) => labels['severity'] !== 'none');
  return {
    firings: told.map((firing) => ({
      ...firing,
      fault: faults.find((fault) => isDuring(fault, firing) && explains(fault, firing, components)),
    })),
    detections: faults.map((fault) => {
      const those = told.filter((firing) => isDuring(fault, firing) && detects(fault, firing));
      const secondsOf = (firing: Firing | undefined): number | undefined =>
        firing && (firing.startMs - fault.startMs) / 1000;
      return {
        fault,
        seconds: secondsOf(
          those.find(
            ({ labels }) => fault.severity === 'warning' || labels['severity'] === 'critical',
          ),
        ),
        anySeconds: secondsOf(those[0]),
        evidentSeconds: evidentAfter(fault, exposed.get(fault) ?? [], config),
      };
    }),
  };
}

function seenUntil(fault: Fault, exposed: Exposed): number {
  const lastMs = (exposed.get(fault) ?? []).reduce(
    (last, { atMs, suffered }) => (suffered ? Math.max(last, atMs) : last),
    fault.endMs,
  );
  return lastMs + SEEN_AFTER_MS[fault.kind.pastDays === undefined ? 'minutes' : 'days'];
}

function evidentAfter(
  fault: Fault,
  calls: readonly ExposedCall[],
  config: Lines & Pick<VitalsConfig, 'alerts'>,
): number | undefined {
  if (!Object.keys(fault.effects).every((effect) => SHOWN_BY_CALLS.has(effect))) return 0;
  const { minimumFailures } = config.alerts.failures;
  const line = lineOf(fault, config);
  let suffered = 0;
  let extents = 0;
  const evident = calls
    .toSorted((a, b) => a.atMs - b.atMs)
    .find((call, index) => {
      if (call.suffered) suffered++;
      extents += call.times ?? Number(call.suffered);
      return suffered >= minimumFailures && extents / (index + 1) > line;
    });
  return evident && (evident.atMs - fault.startMs) / 1000;
}

/**
 * The part of calls that fail, or how many times as long they take, beyond which a fault is what it was
 * meant to be; 0 where any is.
 */
function lineOf({ effects, severity, item = '', team = '' }: Fault, config: Lines): number {
  const [key] = Object.keys(effects).flatMap(
    (effect) => FAILED_PART[effect as Effect] ?? SLOWED_TIMES[effect as Effect] ?? [],
  );
  if (key === undefined) return 0;
  return judgementOf(config, INDICATORS[key], { item, service: team })[severity];
}

/** Whether an alert is about the team that has the fault, or about none. */
function isOfTeam(fault: Fault, { labels }: Firing): boolean {
  const team = teamOf(labels);
  return fault.team === undefined || team === undefined || fault.team === team;
}

/** Whether an alert tells of the very fault: by its name, and about the very item. */
function detects({ kind, item }: Fault, { labels }: Firing): boolean {
  if (!kind.alerts.includes(labels['alertname']!)) return false;
  return item === undefined || labels['component'] !== kind.component || labels['item'] === item;
}

/**
 * Whether a fault makes an alert right: it tells of the fault, is known to follow from it, or is
 * about a component that depends on the fault's, by `dependsOn` of vitals.yaml.
 */
function explains(fault: Fault, firing: Firing, components: Components): boolean {
  const name = firing.labels['alertname']!;
  if (detects(fault, firing) || fault.kind.also?.includes(name)) return true;
  // What users suffer burns the budget, whatever its cause.
  if (fault.kind.component !== 'pipeline' && name.includes('ErrorBudget')) return true;
  const component = firing.labels['component'] as Component;
  return dependenciesOf(components, component).has(fault.kind.component as Component);
}
