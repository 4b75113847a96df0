import { z } from 'zod';
import {
  COMPONENTS,
  indicatorsOf,
  type Component,
  type Indicator,
  type Thresholds,
} from './indicators.js';

/** How an indicator is judged. */
export interface Judgement extends Thresholds {
  /** Its part in the score of an item; 0 leaves it out. */
  readonly weight: number;
}

/** The judgement of each indicator, by component and name. */
export type ComponentThresholds = Readonly<Record<Component, Readonly<Record<string, Judgement>>>>;

/** Other thresholds for the items of a component whose names match. */
export interface Override {
  readonly component: Component;
  /** Names of items; `*` stands for any text. */
  readonly items: readonly string[];
  /** Only those of this service. Default: of every service. */
  readonly service?: string | undefined;
  readonly thresholds: Readonly<Record<string, Partial<Judgement>>>;
}

const partialJudgement = z.strictObject({
  good: z.number().optional(),
  warning: z.number().optional(),
  critical: z.number().optional(),
  worst: z.number().optional(),
  weight: z.number().min(0).max(100).optional(),
});
type PartialJudgement = z.infer<typeof partialJudgement>;

/** `thresholds:` of vitals.yaml: what is left out keeps its default. */
export const thresholdsSchema: z.ZodType<ComponentThresholds> = z
  .strictObject(
    Object.fromEntries(
      COMPONENTS.map((component) => [
        component,
        z
          .strictObject(
            Object.fromEntries(
              indicatorsOf(component).map((indicator) => [indicator.name, judgementOf(indicator)]),
            ),
          )
          .prefault({}),
      ]),
    ),
  )
  .prefault({}) as unknown as z.ZodType<ComponentThresholds>;

/** An entry of `overrides:` of vitals.yaml. */
export const overrideSchema: z.ZodType<Override> = z.discriminatedUnion(
  'component',
  COMPONENTS.map((component) =>
    z.strictObject({
      component: z.literal(component),
      items: z.array(z.string().min(1)).min(1),
      service: z.string().min(1).optional(),
      thresholds: z.strictObject(
        Object.fromEntries(
          indicatorsOf(component).map(({ name }) => [name, partialJudgement.optional()]),
        ),
      ),
    }),
  ) as unknown as [z.ZodObject<{ component: z.ZodLiteral<Component> }>],
) as unknown as z.ZodType<Override>;

function judgementOf(indicator: Indicator): z.ZodType<Judgement> {
  return partialJudgement
    .prefault({})
    .transform((given): Judgement => complete(indicator, given))
    .superRefine((judgement, context) => {
      const problem = disorder(indicator, judgement);
      if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
    });
}

/**
 * Fills in what vitals.yaml leaves out. Where only the lines are given, `good` and `worst` keep
 * their default while it fits them, and else lie as far from the lines as these are apart.
 */
function complete({ thresholds: defaults, weight }: Indicator, given: PartialJudgement): Judgement {
  const warning = given.warning ?? defaults.warning;
  const critical = given.critical ?? defaults.critical;
  const step = critical - warning;
  const rises = defaults.worst > defaults.good;
  const before = (a: number, b: number): boolean => (rises ? a < b : a > b);
  return {
    good: given.good ?? (before(defaults.good, warning) ? defaults.good : warning - step),
    warning,
    critical,
    worst: given.worst ?? (before(critical, defaults.worst) ? defaults.worst : critical + step),
    weight: given.weight ?? weight,
  };
}

/** What is wrong with the order of thresholds, or undefined. */
function disorder(
  { thresholds: defaults, title }: Indicator,
  { good, warning, critical, worst }: Thresholds,
): string | undefined {
  const rises = defaults.worst > defaults.good;
  const sign = rises ? 1 : -1;
  const values = [good, warning, critical, worst].map((value) => value * sign);
  if (values.every((value, index) => index === 0 || values[index - 1]! < value)) return undefined;
  return (
    `${title}: good, warning, critical and worst must ${rises ? 'rise' : 'fall'}, ` +
    `but they are ${good}, ${warning}, ${critical}, ${worst}`
  );
}
