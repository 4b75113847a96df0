import type { VariableStateMap } from '@perses-dev/plugin-system';
// Not from the package's entry: Node, in which this is tested, cannot load its fonts.
import { parseVariables, replaceVariables } from '@perses-dev/plugin-system/dist/utils/variables';
import { textOf } from './variables.js';

/** Traces to look for: those with one span of a service that meets all conditions. */
export interface TraceSearchSpec {
  /** A service's name, or a variable. */
  readonly service: string;
  /**
   * Attributes of the span; the answers of all searches are merged. A value may be a variable: its
   * choices are searched for one by one, all of them are no condition.
   */
  readonly searches: readonly Readonly<Record<string, string>>[];
  /** Further attributes, `key=value` with spaces between; variables may stand in it. */
  readonly attributes?: string;
  /** Name of the span; empty is any. */
  readonly spanName?: string;
  /** Least and most time that the span took; empty is no limit. */
  readonly minDuration?: string;
  readonly maxDuration?: string;
  /** How many traces each search may give for each service. */
  readonly limit: number;
}

/** What Jaeger is asked for of each service. */
export interface TraceConditions {
  /** Attributes that the span carries, all of them. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly spanName?: string;
  /** As Jaeger reads them, such as `1.5s`. */
  readonly minDuration?: string;
  readonly maxDuration?: string;
}

/** The texts of a search in which variables may stand. */
export const textsOf = ({
  service,
  searches,
  attributes = '',
  spanName = '',
  minDuration = '',
  maxDuration = '',
}: TraceSearchSpec): readonly string[] => [
  service,
  ...searches.flatMap((search) => Object.values(search)),
  attributes,
  spanName,
  minDuration,
  maxDuration,
];

/** A pattern that stands for all choices of a variable. */
const EVERYTHING = /^\.[*+]$/;

/** What a value stands for: itself, or the choices of its variable; undefined for all of them. */
function choicesOf(value: string, state: VariableStateMap): readonly string[] | undefined {
  const [variable] = parseVariables(value);
  if (variable === undefined) return [value];
  const chosen = [state[variable]?.value ?? []].flat();
  return chosen.some((each) => EVERYTHING.test(each)) ? undefined : chosen;
}

/** One search for each combination of choices. */
const apart = (
  search: Readonly<Record<string, string>>,
  state: VariableStateMap,
): readonly Readonly<Record<string, string>>[] =>
  Object.entries(search).reduce<readonly Readonly<Record<string, string>>[]>(
    (searches, [key, value]) => {
      const choices = choicesOf(value, state);
      if (choices === undefined) return searches;
      return searches.flatMap((each) => choices.map((choice) => ({ ...each, [key]: choice })));
    },
    [{}],
  );

/** `key=value` or `key="a value"`; a quote or a backslash within quotes follows a backslash. */
const ATTRIBUTE = /^([^\s=]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s"]\S*)?)(?:\s+|$)/;

/**
 * Attributes as they are typed.
 * @throws {Error} a part is none; the message says how one is written
 */
export function parseAttributes(text: string): Readonly<Record<string, string>> {
  const attributes: Record<string, string> = {};
  for (let rest = text.trim(); rest !== '';) {
    const [whole, key, quoted, bare] = ATTRIBUTE.exec(rest) ?? [];
    if (whole === undefined || key === undefined) {
      throw new Error(
        `"${rest}" is no attribute. Write key=value, such as gen_ai.tool.name=search, and quotes around a value with spaces.`,
      );
    }
    attributes[key] = quoted?.replaceAll(/\\(.)/g, '$1') ?? bare ?? '';
    rest = rest.slice(whole.length);
  }
  return attributes;
}

/** A duration as Go writes it; a number alone is in seconds. */
const DURATION = /^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/;

/**
 * A duration as it is typed, as Jaeger reads it; undefined where nothing is typed.
 * @throws {Error} it is none; the message says how one is written
 */
export function parseDuration(text: string): string | undefined {
  const duration = text.replaceAll(/\s/g, '');
  if (duration === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(duration)) return `${duration}s`;
  if (DURATION.test(duration)) return duration;
  throw new Error(`"${text}" is no duration. Write 2s, 500ms or 1m30s.`);
}

/** What stands in place of the only variable of a text, or the text itself. */
function typed(text: string, state: VariableStateMap): string {
  const [variable] = parseVariables(text);
  return variable === undefined ? text : textOf(state[variable]?.value);
}

/**
 * What to ask Jaeger for, with the variables replaced.
 * @throws {Error} something typed cannot be read; the message says how it is written
 */
export function conditionsOf(
  { searches, attributes = '', spanName = '', minDuration = '', maxDuration = '' }: TraceSearchSpec,
  state: VariableStateMap,
): readonly TraceConditions[] {
  const further = parseAttributes(
    replaceVariables(attributes, typedAsText(parseVariables(attributes), state)),
  );
  const name = typed(spanName, state).trim();
  const least = parseDuration(typed(minDuration, state));
  const most = parseDuration(typed(maxDuration, state));
  return searches
    .flatMap((search) => apart(search, state))
    .map((each) => ({
      attributes: { ...each, ...further },
      ...(name !== '' && { spanName: name }),
      ...(least !== undefined && { minDuration: least }),
      ...(most !== undefined && { maxDuration: most }),
    }));
}

const typedAsText = (names: readonly string[], state: VariableStateMap): VariableStateMap =>
  Object.fromEntries(
    names.map((name) => [name, { loading: false, value: textOf(state[name]?.value) }]),
  );
