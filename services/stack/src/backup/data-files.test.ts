import { appendFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.js';
import { holdFiles, laterFiles } from './data-files.js';

/** A data folder with some files, each of which holds its own name. */
function dataFolder(...paths: string[]): string {
  const folder = temporaryFolder();
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), path);
  }
  return folder;
}

test('what is held on to stays as it was while the program appends, replaces and deletes', () => {
  const from = dataFolder('wal/1', 'silences', 'blocks/a/chunks', 'db.sqlite');
  const held = holdFiles(from, temporaryFolder(), { rewritten: /\.sqlite$/ });
  appendFileSync(join(from, 'wal/1'), ' and more');
  rmSync(join(from, 'silences'));
  writeFileSync(join(from, 'silences'), 'others');
  rmSync(join(from, 'blocks'), { recursive: true });
  writeFileSync(join(from, 'db.sqlite'), 'another page');
  const content = held.map(({ path, source, bytes }) => [
    path,
    readFileSync(source, 'utf8').slice(0, bytes),
  ]);
  expect(content).toEqual([
    ['blocks/a/chunks', 'blocks/a/chunks'],
    ['db.sqlite', 'db.sqlite'],
    ['silences', 'silences'],
    ['wal/1', 'wal/1'],
  ]);
});

test('only what is written in place is copied', () => {
  const from = dataFolder('block', 'db.sqlite');
  const links = holdFiles(from, temporaryFolder(), { rewritten: /\.sqlite$/ }).map(
    ({ path, source }) => [path, statSync(source).nlink],
  );
  expect(links).toEqual([
    ['block', 2],
    ['db.sqlite', 1],
  ]);
});

test('files and folders can be left out, and one folder be read later', () => {
  const from = dataFolder('lock', 'cache/a', 'chunks/fake/1', 'chunks/index/1', 'keys/1.mem');
  const rules = {
    leaveOut: /^(lock|cache\/)$/,
    afterwards: 'chunks/fake/',
    preallocated: /\.mem$/,
  };
  const held = holdFiles(from, temporaryFolder(), rules);
  expect(held.map(({ path, preallocated }) => [path, preallocated])).toEqual([
    ['chunks/index/1', false],
    ['keys/1.mem', true],
  ]);
  expect(laterFiles(from, rules).map(({ path }) => path)).toEqual(['chunks/fake/1']);
});

test('a program that has no data folder yet has no files', () => {
  const nowhere = join(temporaryFolder(), 'none');
  expect(holdFiles(nowhere, temporaryFolder(), {})).toEqual([]);
  expect(laterFiles(nowhere, { afterwards: 'chunks/' })).toEqual([]);
});
