import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { programs } from '../programs/index.js';
import type { BinaryCommand } from './binary-source.js';
import { findOnPath, fits, readVersion } from './find-on-path.js';
import { temporaryFolder } from '../testing/temporary-folder.js';

function commandOf(program: string): BinaryCommand {
  const command = programs.find(({ name }) => name === program)?.binaries?.commands[0];
  if (command === undefined) throw new Error(`no command of ${program}`);
  return command;
}

test.each([
  ['prometheus', 'prometheus, version 3.16.0 (branch: HEAD, revision: abc)', '3.16.0'],
  ['alertmanager', 'alertmanager, version 0.34.2 (branch: HEAD, revision: abc)', '0.34.2'],
  ['loki', 'loki, version 3.7.8 (branch: release-3.7.x, revision: abc)', '3.7.8'],
  ['jaeger', '{"gitCommit":"abc","gitVersion":"v2.13.0","buildDate":""}', '2.13.0'],
  ['collector', 'otelcol-contrib version 0.160.0', '0.160.0'],
  ['mailpit', 'mailpit v1.27.11 compiled with go1.25.4 on linux/amd64', '1.27.11'],
])('the version of %s is read from what it prints', (program, printed, version) => {
  expect(readVersion(commandOf(program), printed)).toBe(version);
  expect(fits(version, commandOf(program).range)).toBe(true);
});

test('a build that does not tell its version is not taken', () => {
  expect(readVersion(commandOf('prometheus'), 'prometheus, version  (branch: )')).toBeUndefined();
});

test.each([
  ['prometheus', '2.53.0'],
  ['prometheus', '4.0.0'],
  ['alertmanager', '0.32.1'],
  ['jaeger', '1.76.0'],
  ['collector', '0.159.0'],
])('%s %s is not taken: the configuration does not fit it', (program, version) => {
  expect(fits(version, commandOf(program).range)).toBe(false);
});

test('a program that is too old is passed over for a later one on PATH', async () => {
  const path = ['2.42.0', '3.17.1'].map((version) => fakeProgram('prometheus', version));
  expect(await findOnPath(commandOf('prometheus'), path.join(delimiter))).toEqual({
    file: join(path[1]!, 'prometheus'),
    version: '3.17.1',
  });
});

test('nothing is found where there is nothing', async () => {
  expect(await findOnPath(commandOf('prometheus'), '/nowhere')).toBeUndefined();
});

/** A folder with a command that prints a version as Prometheus does. */
function fakeProgram(name: string, version: string): string {
  const folder = join(temporaryFolder(), 'bin');
  mkdirSync(folder);
  writeFileSync(
    join(folder, name),
    `#!/bin/sh\necho "${name}, version ${version} (branch: HEAD)"\n`,
  );
  chmodSync(join(folder, name), 0o755);
  return folder;
}
