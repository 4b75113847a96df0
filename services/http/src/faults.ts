import { z } from 'zod';
import type { ParameterFault } from './problem-details.js';

/** Characters of a value that are told at most. */
const MOST_SHOWN = 200;

/**
 * What is wrong with parameters or a body: each value with its path, `evaluations.3.score`.
 * @param input what was sent
 * @param schema what it does not fit
 */
export const faultsOf = (error: z.ZodError, input: unknown, schema: z.ZodType): ParameterFault[] =>
  error.issues.flatMap((issue): ParameterFault[] => {
    const fault = (path: readonly PropertyKey[], allowed: string): ParameterFault => ({
      name: path.map(String).join('.') || 'body',
      value: shown(valueAt(input, path)),
      allowed,
    });
    if (issue.code === 'unrecognized_keys') {
      const allowed = allowedNames(schemaAt(schema, issue.path));
      return issue.keys.map((key) => fault([...issue.path, key], allowed));
    }
    // The simple query parser makes a list of what is given more than once.
    const isRepeated =
      Array.isArray(valueAt(input, issue.path)) &&
      !(schemaAt(schema, issue.path) instanceof z.ZodArray);
    if (isRepeated) return [fault(issue.path, 'one value')];
    const allowed = issue.code === 'invalid_value' ? issue.values.join(', ') : issue.message;
    return [fault(issue.path, allowed)];
  });

function allowedNames(schema: unknown): string {
  const names = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  return names.length === 0 ? 'no parameters' : `only ${names.join(', ')}`;
}

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (at, key) => (at as Record<PropertyKey, unknown> | null | undefined)?.[key],
    input,
  );

/** Undefined where a schema on the way is of another kind than objects and lists. */
const schemaAt = (schema: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((at, key) => {
    if (at instanceof z.ZodObject) return at.shape[String(key)];
    return at instanceof z.ZodArray ? at.element : undefined;
  }, schema);

function shown(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  const isText =
    typeof value === 'string' ||
    (Array.isArray(value) && value.every((each) => typeof each === 'string'));
  const text = isText ? value.toString() : JSON.stringify(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
