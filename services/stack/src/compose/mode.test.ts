import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSettings, type Settings } from '../settings.js';
import { chooseMode } from './mode.js';

const root = resolve(import.meta.dirname, '../../../..');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vitals-mode-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A machine whose `docker` command answers as the lines of a shell say. */
function machine(...lines: readonly string[]): Settings {
  const file = join(folder, 'bin', 'docker');
  mkdirSync(dirname(file));
  writeFileSync(file, ['#!/bin/sh', ...lines].join('\n'));
  chmodSync(file, 0o755);
  return settings(dirname(file));
}

const settings = (path: string): Settings =>
  readSettings(root, { PATH: path, VITALS_DATA_DIR: join(folder, 'data') });

const engine = 'case "$*" in "version "*) echo 28.0.0; exit;; "compose version"*) exit;; esac';
const images = `case "$*" in *config*) echo '{"services":{"loki":{"image":"grafana/loki:3.7.8"}}}'; exit;; esac`;

test('processes, where there is no docker command', async () => {
  expect(await chooseMode(settings(folder), 'auto', true)).toEqual({
    mode: 'native',
    why: 'there is no docker command',
  });
});

test('processes, where no engine answers', async () => {
  const there = machine('echo "Cannot connect to the Docker daemon" >&2; exit 1');
  expect(await chooseMode(there, 'auto', true)).toEqual({
    mode: 'native',
    why: 'no Docker engine answers (Cannot connect to the Docker daemon)',
  });
});

test('processes, where an image is neither there nor can be pulled', async () => {
  const there = machine(engine, images, 'echo "no such host" >&2; exit 1');
  expect(await chooseMode(there, 'auto', true)).toEqual({
    mode: 'native',
    why: 'the image grafana/loki:3.7.8 is neither here nor can be pulled (no such host)',
  });
});

test('containers, where the images are there', async () => {
  const there = machine(engine, images, 'exit 0');
  expect(await chooseMode(there, 'auto', true)).toMatchObject({ mode: 'compose' });
});

test('processes all the same, where processes have kept data or were asked for', async () => {
  const there = machine(engine, images, 'exit 0');
  expect(await chooseMode(there, 'native', true)).toMatchObject({ mode: 'native' });
  mkdirSync(join(there.dataDir, 'prometheus'), { recursive: true });
  expect(await chooseMode(there, 'auto', true)).toMatchObject({
    mode: 'native',
    why: expect.stringContaining(there.dataDir),
  });
  expect(await chooseMode(there, 'compose', true)).toMatchObject({ mode: 'compose' });
});

test('an error, where containers were asked for and cannot be had', async () => {
  await expect(chooseMode(settings(folder), 'compose', true)).rejects.toThrow(
    'It cannot run in containers: there is no docker command.',
  );
});
