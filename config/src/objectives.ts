import { z } from 'zod';

/** A service level objective: the part of runs or requests that must succeed. */
export interface Slo {
  /** What it is about: a workflow's name, or an endpoint as `POST /v1/orders`. */
  readonly item: string;
  readonly component: 'workflows' | 'apis';
  /** Successful ones over all, above 0 and below 1. */
  readonly objective: number;
  /** Whole days over which it is kept. */
  readonly windowDays: number;
}

/** An entry of `slos:` of vitals.yaml. */
export const sloSchema: z.ZodType<Slo> = z.strictObject({
  item: z.string().min(1),
  component: z.enum(['workflows', 'apis']),
  objective: z.number().gt(0).lt(1),
  windowDays: z.int().min(1).max(90).default(30),
});

/** What calls to models may cost, in US dollars. */
export interface Budgets {
  readonly perHour?: number | undefined;
  readonly perDay?: number | undefined;
  readonly perMonth?: number | undefined;
  /** Budgets of single agents, by name. */
  readonly agents: Readonly<Record<string, Omit<Budgets, 'agents'>>>;
}

const amounts = {
  perHour: z.number().positive().optional(),
  perDay: z.number().positive().optional(),
  perMonth: z.number().positive().optional(),
};

/** `budgets:` of vitals.yaml. Without a budget nothing is judged by it. */
export const budgetsSchema: z.ZodType<Budgets> = z
  .strictObject({
    ...amounts,
    agents: z.record(z.string(), z.strictObject(amounts)).default({}),
  })
  .prefault({});
