import { dependenciesOf, type Component, type VitalsConfig } from '@agent-vitals/config';
import { teamOf, type Firing } from './alert-event.js';
import { SHOWN_BY_CALLS, type Disturbance } from './effects.js';
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
   * Seconds from its beginning until there was evidence of it: 0, or for what only calls show,
   * until as many had failed, or ended late, as vitals.yaml asks for; undefined: fewer did.
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

/** Judges what fired in a scene. Alerts that always fire and that nobody is told of are left out. */
export function judge(
  { faults }: Scene,
  firings: readonly Firing[],
  failuresMs: ReadonlyMap<Disturbance, readonly number[]>,
  { health: { components }, alerts }: Pick<VitalsConfig, 'health' | 'alerts'>,
): { readonly firings: readonly JudgedFiring[]; readonly detections: readonly Detection[] } {
  const seenUntilMs = new Map(faults.map((fault) => [fault, seenUntil(fault, failuresMs)]));
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
        evidentSeconds: evidentAfter(fault, failuresMs, alerts.failures.minimumFailures),
      };
    }),
  };
}

function seenUntil(fault: Fault, failuresMs: ReadonlyMap<Disturbance, readonly number[]>): number {
  const lastMs = (failuresMs.get(fault) ?? []).reduce((a, b) => Math.max(a, b), fault.endMs);
  return lastMs + SEEN_AFTER_MS[fault.kind.pastDays === undefined ? 'minutes' : 'days'];
}

function evidentAfter(
  fault: Fault,
  failuresMs: ReadonlyMap<Disturbance, readonly number[]>,
  minimumFailures: number,
): number | undefined {
  if (!Object.keys(fault.effects).every((effect) => SHOWN_BY_CALLS.has(effect))) return 0;
  const inOrder = (failuresMs.get(fault) ?? []).toSorted((a, b) => a - b);
  const lastMs = inOrder[minimumFailures - 1];
  return lastMs === undefined ? undefined : (lastMs - fault.startMs) / 1000;
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
