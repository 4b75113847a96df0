import { z } from 'zod';
import { COMPONENTS, type Component } from './indicators.js';

/** The part that a component plays in the health of the whole. */
export interface ComponentSettings {
  /** Its part in the whole score, relative to the other components; 0 leaves it out. */
  readonly weight: number;
  /** While it is critical, the whole is critical too. */
  readonly critical: boolean;
  /** Components whose faults show in this one; what follows from them is laid to them. */
  readonly dependsOn: readonly Component[];
}

/** `health:` of vitals.yaml. */
export interface HealthSettings {
  /** How often the score is computed, in seconds. */
  readonly evaluateSeconds: number;
  /** Scores, 0 to 100, below which something is degraded (`warning`) or critical. */
  readonly lines: { readonly warning: number; readonly critical: number };
  readonly components: Readonly<Record<Component, ComponentSettings>>;
}

const DEFAULTS: Readonly<Record<Component, ComponentSettings>> = {
  agents: {
    weight: 3,
    critical: true,
    dependsOn: ['models', 'prompts', 'database', 'externalApis'],
  },
  workflows: { weight: 3, critical: true, dependsOn: ['agents', 'apis'] },
  models: { weight: 2, critical: true, dependsOn: [] },
  prompts: { weight: 1, critical: false, dependsOn: ['models'] },
  cost: { weight: 1, critical: false, dependsOn: ['prompts'] },
  apis: { weight: 3, critical: true, dependsOn: ['agents', 'database', 'externalApis'] },
  externalApis: { weight: 1, critical: false, dependsOn: [] },
  database: { weight: 2, critical: true, dependsOn: [] },
  resources: { weight: 2, critical: true, dependsOn: [] },
};

const componentSchema = (component: Component): z.ZodType<ComponentSettings> =>
  z
    .strictObject({
      weight: z.number().min(0).max(100).default(DEFAULTS[component].weight),
      critical: z.boolean().default(DEFAULTS[component].critical),
      dependsOn: z.array(z.enum(COMPONENTS)).default([...DEFAULTS[component].dependsOn]),
    })
    .prefault({});

/** Everything that a component depends on, be it by way of others. */
export function dependenciesOf(
  components: Readonly<Record<string, ComponentSettings>>,
  component: Component,
): ReadonlySet<Component> {
  const found = new Set<Component>();
  const visit = (each: Component): void => {
    for (const next of components[each]?.dependsOn ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      visit(next);
    }
  };
  visit(component);
  return found;
}

/** `health:` of vitals.yaml, with defaults filled in. */
export const healthSchema: z.ZodType<HealthSettings> = z
  .strictObject({
    evaluateSeconds: z.int().min(5).max(60).default(10),
    lines: z
      .strictObject({
        warning: z.number().gt(0).lt(100).default(80),
        critical: z.number().gt(0).lt(100).default(50),
      })
      .refine(({ warning, critical }) => critical < warning, {
        message: 'critical must be below warning',
      })
      .prefault({}),
    components: z
      .strictObject(
        Object.fromEntries(COMPONENTS.map((component) => [component, componentSchema(component)])),
      )
      .superRefine((components, context) => {
        for (const component of COMPONENTS) {
          if (!dependenciesOf(components, component).has(component)) continue;
          context.addIssue({
            code: 'custom',
            path: [component, 'dependsOn'],
            message: `${component} depends on itself by way of others: each fault would be laid to the other, and nobody told`,
          });
        }
      })
      .prefault({}),
  })
  .prefault({}) as unknown as z.ZodType<HealthSettings>;
