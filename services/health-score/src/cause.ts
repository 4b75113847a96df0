import { COMPONENTS, type Component, type ComponentSettings } from '@agent-vitals/config';

/** What says how components follow from one another. */
export type Dependencies = Readonly<Record<Component, Pick<ComponentSettings, 'dependsOn'>>>;

/** A component with its own score, as far as that is known. */
export interface OwnScore {
  /** The component that is to blame for what follows in this one; undefined while none is. */
  readonly cause: Component | undefined;
  /** Without what is laid to the cause. */
  readonly score: number | null;
  /** How unwell it is as a cause of what follows in others. */
  readonly symptom: number | null;
}

/**
 * Lays what follows to its cause. Components are looked at in the order of their dependencies: a
 * component is unwell when its symptom is below the warning line, and then it is the cause of what
 * follows from it in every component that depends on it, directly or through others. Of several, the
 * worst is the cause. Components that depend on each other in a circle are looked at in the order
 * of `COMPONENTS`, and what closes the circle is left out.
 *
 * @param ownScore The score of a component, without what can follow where `without` is true.
 * @param ownSymptom How unwell a component with this score is as a cause, likewise. Default: as its
 * score says.
 */
export function findCauses(
  dependencies: Dependencies,
  warningLine: number,
  ownScore: (component: Component, without: boolean) => number | null,
  ownSymptom: (component: Component, without: boolean, score: number | null) => number | null = (
    _component,
    _without,
    score,
  ) => score,
): ReadonlyMap<Component, OwnScore> {
  const found = new Map<Component, OwnScore>();
  const reach = new Map<Component, ReadonlySet<Component>>();
  const visit = (component: Component, path: readonly Component[]): void => {
    if (found.has(component)) return;
    const reachable = new Set<Component>();
    for (const dependency of dependencies[component].dependsOn) {
      if (dependency === component || path.includes(dependency)) continue;
      visit(dependency, [...path, component]);
      reachable.add(dependency);
      for (const further of reach.get(dependency) ?? []) reachable.add(further);
    }
    reachable.delete(component);
    reach.set(component, reachable);
    const cause = worstOf(reachable, warningLine, found);
    const without = cause !== undefined;
    const score = ownScore(component, without);
    found.set(component, { cause, score, symptom: ownSymptom(component, without, score) });
  };
  for (const component of COMPONENTS) visit(component, []);
  return found;
}

function worstOf(
  candidates: ReadonlySet<Component>,
  warningLine: number,
  found: ReadonlyMap<Component, OwnScore>,
): Component | undefined {
  let worst: Component | undefined;
  let least = warningLine;
  for (const candidate of candidates) {
    const symptom = found.get(candidate)?.symptom ?? null;
    if (symptom === null || symptom >= least) continue;
    worst = candidate;
    least = symptom;
  }
  return worst;
}
