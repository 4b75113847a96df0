import { expect, it } from 'vitest';
import { fillLogql, variablesOfLogql } from './logql.js';

const of = (value: string | string[]) => ({ value, loading: false });

const QUERY = '{service_name=~"$service"} |~ `(?i)${text:regex}`';

it('takes what is chosen for a pattern, and what is typed for text', () => {
  expect(fillLogql(QUERY, { service: of(['a', 'b']), text: of('x.y (1)') })).toBe(
    String.raw`{service_name=~"(a|b)"} |~ ${'`'}(?i)x\.y \(1\)${'`'}`,
  );
});

it.each([
  ['a backquote', '`', String.raw`\x60`],
  ['a quote', '"', '"'],
  ['a backslash', '\\', String.raw`\\`],
  ['what looks like a variable', '$service', String.raw`\$service`],
  ['a slash and a dash, which need no escape', 'a/b-c', 'a/b-c'],
  ['nothing', '', ''],
])('keeps the query whole where %s is typed', (_what, typed, written) => {
  expect(fillLogql(QUERY, { service: of('.+'), text: of(typed) })).toBe(
    `{service_name=~".+"} |~ \`(?i)${written}\``,
  );
});

it('keeps the commas that an address splits a text at', () => {
  expect(fillLogql('`${text:regex}`', { text: of(['late', ' lost']) })).toBe('`late, lost`');
});

it('counts in windows as long as the step, and waits for no variable of that name', () => {
  const query = 'rate({a="$service"} [$__auto])';
  expect(fillLogql(query, { service: of('b') }, 15_000)).toBe('rate({a="b"} [15000ms])');
  expect(variablesOfLogql(query)).toEqual(['service']);
});
