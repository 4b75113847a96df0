import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { OPTION_NAMES } from './options.js';
import { METRIC } from './semconv.js';

/** With the columns of tables as narrow as their text. */
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8').replaceAll(
  / +/g,
  ' ',
);

test.each(Object.values(METRIC))('the README lists $name with its unit', ({ name, unit }) => {
  expect(readme).toContain(`| \`${name}\` | ${unit} |`);
});

test.each(OPTION_NAMES)('the README lists the option %s', (name) => {
  expect(readme).toContain(`| \`${name}\` | `);
});
