import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { OPTION_NAMES } from './options.js';

/** With the columns of tables as narrow as their text. */
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8').replaceAll(
  / +/g,
  ' ',
);

test.each(OPTION_NAMES)('the README lists the option %s', (name) => {
  expect(readme).toContain(`| \`${name}\` | `);
});
