import { COMPONENTS, INDICATORS, type Component, type IndicatorKey } from '@agent-vitals/config';
import type { FullReport } from './evaluate.js';
import type { Part } from './tally.js';

/**
 * How long what follows from a component may outlast it: rates look back over a minute, so what it
 * caused is still seen in others when it is well again itself.
 */
const REMEMBERED_MS = 60_000;

/**
 * How unwell a component is as a cause: its own score, or the worst of its own indicators that are
 * marked critical. A mean over many items tells late what one of these tells at once, and what
 * follows from it would be blamed meanwhile.
 */
export function symptomOf(score: number | null, own: readonly Part[]): number | null {
  return own.reduce<number | null>(
    (least, part) => (part.critical ? Math.min(least ?? 100, part.score) : least),
    score,
  );
}

/** The symptoms of the last minute. */
export interface SymptomMemory {
  /** The worst symptom of each component. */
  lately(nowMs: number): ReadonlyMap<Component, number>;
  remember(report: FullReport, nowMs: number): void;
}

/** A memory without symptoms. */
export function createSymptomMemory(): SymptomMemory {
  let remembered: readonly { readonly atMs: number; readonly symptoms: Map<Component, number> }[] =
    [];
  return {
    lately(nowMs) {
      remembered = remembered.filter(({ atMs }) => nowMs - atMs <= REMEMBERED_MS);
      return new Map(
        COMPONENTS.map((component) => [
          component,
          Math.min(100, ...remembered.map(({ symptoms }) => symptoms.get(component) ?? 100)),
        ]),
      );
    },
    remember({ components }, nowMs) {
      const symptoms = new Map<Component, number>();
      for (const { name, score, items } of components) {
        const own = items
          .flatMap((item) => item.indicators)
          .filter(({ causedBy }) => causedBy === null)
          .map(({ name: indicator, score: its, weight }) => ({
            score: its,
            weight,
            critical: INDICATORS[`${name}.${indicator}` as IndicatorKey].critical,
          }));
        const symptom = symptomOf(score, own);
        if (symptom !== null) symptoms.set(name, symptom);
      }
      remembered = [...remembered, { atMs: nowMs, symptoms }];
    },
  };
}
