import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const runbooks = globSync('runbooks/*.md', { cwd: root }).map((path): [string, string] => [
  basename(path, '.md'),
  readFileSync(join(root, path), 'utf8'),
]);

const SECTIONS = ['Meaning', 'Impact', 'Diagnosis', 'Mitigation', 'Try it'];

test.each(runbooks)('the runbook %s has every section, none empty, and a query', (name, text) => {
  expect(text.startsWith(`# ${name}\n`)).toBe(true);
  const sections = text.split(/^## /m).slice(1);
  expect(sections.map((section) => section.split('\n', 1)[0])).toEqual(SECTIONS);
  for (const section of sections) expect(section.split('\n').slice(1).join('').trim()).not.toBe('');
  expect(text).toContain('```promql\n');
});
