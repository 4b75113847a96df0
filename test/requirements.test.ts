import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { REQUIREMENTS } from './requirements.js';

const root = join(import.meta.dirname, '..');

/** The title of a test, of a group of tests, or of a table of tests: `it('…'`, `])('…'`. */
const TITLE =
  /^\s*(?:(?:it|test|describe)(?:\.concurrent)?(?:\.each\(\w+\))?\(|\]\)\()\s*(['"`]).*?\1/gms;

/** Ids that test titles cite, with the files that do. */
function citations(): Map<string, string[]> {
  const cited = new Map<string, string[]>();
  const files = globSync('{instrumentation,config,prometheus,grafana,services,test}/**/*.test.ts', {
    cwd: root,
    exclude: (name) => name === 'node_modules' || name === 'dist',
  });
  for (const file of files) {
    for (const title of readFileSync(join(root, file), 'utf8').matchAll(TITLE)) {
      for (const [, id] of title[0].matchAll(/\[([A-Z]\d+)\]/g)) {
        cited.set(id!, [...(cited.get(id!) ?? []), file]);
      }
    }
  }
  return cited;
}

it('has a test for every requirement that is built', () => {
  const cited = citations();
  const unproven = REQUIREMENTS.filter(({ id, built }) => built && !cited.has(id));
  expect(unproven.map(({ id, text }) => `${id}: ${text}`)).toEqual([]);
});

it('lists every requirement that a test cites', () => {
  const known = new Set(REQUIREMENTS.map(({ id }) => id));
  expect([...citations().keys()].filter((id) => !known.has(id))).toEqual([]);
});
