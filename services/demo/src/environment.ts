import { z } from 'zod';

/** A TCP port written as text, such as `8090`. */
export const port = z
  .string()
  .regex(/^\d+$/, 'must be a whole number')
  .transform(Number)
  .refine((value) => value > 0 && value < 65_536, 'must be between 1 and 65535');

const number = (max: number, min: 'above 0' | 'at least 0'): z.ZodType<number, string> =>
  z
    .string()
    .regex(/^\d+(\.\d+)?$/, 'must be a number')
    .transform(Number)
    .refine(
      (value) => (min === 'above 0' ? value > 0 : value >= 0) && value <= max,
      `must be ${min} and at most ${max}`,
    );

/**
 * A positive number written as text, such as `0.5`.
 * @param max the largest value allowed
 */
export const positive = (max: number): z.ZodType<number, string> => number(max, 'above 0');

/**
 * A rate written as text, such as `0.5`; 0 for never.
 * @param max the largest value allowed
 */
export const rate = (max: number): z.ZodType<number, string> => number(max, 'at least 0');

/** The folder that holds all data of the stack (`VITALS_DATA_DIR`). */
export const dataDir = z
  .string('is not set; it must name the folder that holds the data of the stack')
  .min(1, 'must name the folder that holds the data of the stack');

/** The address that a process listens on; a container listens on 0.0.0.0. */
export const listen = z.string().min(1, 'must be an address').default('127.0.0.1');

/** The lowest level that a process logs (`LOG_LEVEL`, default `info`). */
export const logLevel = z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info');

/**
 * Validates the environment of a process once, at its start.
 * @param schema one entry for each variable
 * @param environment usually `process.env`
 * @throws {Error} naming each variable that cannot be used, what it holds and what it may hold
 */
export function readEnvironment<Schema extends z.ZodObject>(
  schema: Schema,
  environment: NodeJS.ProcessEnv,
): z.infer<Schema> {
  const result = schema.safeParse(environment);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const held = environment[name];
    const holds = held === undefined ? '' : ` (it holds ${JSON.stringify(held)})`;
    return `${name} ${issue.message}${holds}`;
  });
  throw new Error(`The environment cannot be used: ${faults.join('; ')}`);
}
