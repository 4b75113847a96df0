import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAULTS } from '@agent-vitals/demo/faults';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const text = readFileSync(join(root, 'docs/training.md'), 'utf8');

/** What a pattern's group matches, each once. */
const all = (pattern: RegExp): readonly string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, found]) => found!)),
];

test('the training breaks what can be broken, and mends each [O4]', () => {
  const faults = all(/vitals -- fault ([a-z-]+)$/gm).filter((name) => name !== 'clear');
  const known = new Set<string>(FAULTS.map(({ name }) => name));
  expect(faults.length).toBeGreaterThanOrEqual(5);
  expect(faults.filter((name) => !known.has(name))).toEqual([]);
  expect(text.match(/fault clear$/gm)).toHaveLength(faults.length);
});

test('the training leads to dashboards and files that there are [O4]', () => {
  const dashboards = all(/\/dashboards\/([a-z-]+)\)/g);
  const missing = dashboards.filter(
    (name) => !existsSync(join(root, `services/console/dashboards/${name}.json`)),
  );
  expect(dashboards.length).toBeGreaterThanOrEqual(4);
  expect(missing).toEqual([]);
  const files = all(/\]\((\.\.[^)]*)\)/g);
  expect(files.filter((path) => !existsSync(join(root, 'docs', path)))).toEqual([]);
});
