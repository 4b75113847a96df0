/**
 * Words of the language in which the Collector's processors are told what to do:
 * https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/pkg/ottl
 */

/** Statements for what meets any of the conditions. */
export interface StatementGroup {
  readonly conditions: readonly string[];
  readonly statements: readonly string[];
}

/** A text as a literal. */
export const text = (value: string): string => JSON.stringify(value);

/** An attribute of a span. */
export const attribute = (name: string): string => `span.attributes[${text(name)}]`;

/** Whether a span has an attribute. */
export const has = (name: string): string => `${attribute(name)} != nil`;

/** Whether a span lacks an attribute. */
export const lacks = (name: string): string => `${attribute(name)} == nil`;

/** Whether the text at a path matches a regular expression of Go. */
export const matches = (path: string, pattern: string): string =>
  `IsMatch(${path}, ${text(pattern)})`;

/** Sets a path, where a condition holds. */
export const set = (path: string, value: string, where: string): string =>
  `set(${path}, ${value}) where ${where}`;

/** Any of several texts, whole. */
export const anyOf = (values: readonly string[]): string => `^(?:${values.join('|')})$`;
