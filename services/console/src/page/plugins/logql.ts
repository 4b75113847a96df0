import type { VariableStateMap } from '@perses-dev/plugin-system';
// Not from the package's entry: Node, in which this is tested, cannot load its fonts.
import { parseVariables, replaceVariables } from '@perses-dev/plugin-system/dist/utils/variables';
import { textOf } from './variables.js';

/** Where what is typed stands in a query, within backquotes. */
const TYPED = /\$\{(\w+):regex\}/g;

/** Loki's name of the window between two points, as Grafana has it. */
const WINDOW = '$__auto';

/** A pattern that matches a text literally, in a string within backquotes: RE2 has no other way. */
const literally = (text: string): string =>
  text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('`', String.raw`\x60`);

/**
 * A LogQL query with its variables replaced. What is typed is searched for as it is, whatever
 * letters it has: Perses' own `regex` format leaves backquotes alone, and takes a comma for a list.
 * @param windowMs what `$__auto` stands for, in milliseconds
 */
export function fillLogql(query: string, state: VariableStateMap, windowMs = 0): string {
  const typed = new Set(Array.from(query.matchAll(TYPED), ([, name]) => name));
  const chosen = Object.fromEntries(Object.entries(state).filter(([name]) => !typed.has(name)));
  return replaceVariables(query.replaceAll(WINDOW, `${windowMs}ms`), chosen).replaceAll(
    TYPED,
    (_, name: string) => literally(textOf(state[name]?.value)),
  );
}

/** Variables that a LogQL query waits for. */
export const variablesOfLogql = (query: string): string[] =>
  parseVariables(query.replaceAll(WINDOW, ''));
