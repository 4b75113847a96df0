import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const run = promisify(execFile);

const PACKAGE = resolve(import.meta.dirname, '..');
const MODULES = resolve(PACKAGE, '../node_modules');
const NAME = '@agent-vitals/instrumentation';

let folder: string;
let tarball: Buffer;

/** Installs the tarball as npm would, with what it declares and nothing else beside it. */
const install = async (file: string): Promise<void> => {
  const installed = join(folder, 'node_modules', NAME);
  await mkdir(installed, { recursive: true });
  await run('tar', ['-xzf', file, '-C', installed, '--strip-components=1']);
  const manifest = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  for (const name of Object.keys(manifest.dependencies)) {
    const link = join(folder, 'node_modules', name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(MODULES, name), link);
  }
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vitals-package-'));
  await run('npm', ['pack', '--loglevel=error', '--pack-destination', folder], { cwd: PACKAGE });
  const file = join(folder, (await readdir(folder))[0]!);
  tarball = await readFile(file);
  await install(file);
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

test('publint finds nothing', async () => {
  const bytes = tarball.buffer.slice(
    tarball.byteOffset,
    tarball.byteOffset + tarball.length,
  ) as ArrayBuffer;
  const { messages } = await publint({ pack: { tarball: bytes }, strict: true });
  expect(messages).toEqual([]);
});

test('are-the-types-wrong finds nothing, in any resolution that knows exports', async () => {
  const found = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)));
  expect(found.types).toMatchObject({ kind: 'included' });
  const problems = 'problems' in found ? found.problems : [];
  expect(
    problems.filter(
      (problem) =>
        // Node 22.15, the oldest that is supported, requires ES modules.
        problem.kind !== 'CJSResolvesToESM' &&
        !('resolutionKind' in problem && problem.resolutionKind === 'node10'),
    ),
  ).toEqual([]);
});

test('holds what runs and what is read, and no tests', async () => {
  const { stdout } = await run('tar', [
    '-tzf',
    join(
      folder,
      (await readdir(folder)).find((name) => name.endsWith('.tgz'))!,
    ),
  ]);
  const files = stdout
    .trim()
    .split('\n')
    .map((name) => name.replace(/^package\//, ''));
  expect(files).toEqual(
    expect.arrayContaining(['README.md', 'contract.json', 'dist/register.js', 'package.json']),
  );
  expect(files.filter((name) => /\.test\.|testing|tsbuildinfo|\.map$/.test(name))).toEqual([]);
  expect(tarball.length).toBeLessThan(300_000);
});

describe('installed from the tarball', () => {
  const APPS = {
    'an ES module': [
      'app.mjs',
      `import { agent, runningVitals } from '${NAME}';
       import contract from '${NAME}/contract.json' with { type: 'json' };
       await agent('a', async () => {})();
       console.log(runningVitals().describe().running, contract.metrics.length > 10);`,
    ],
    CommonJS: [
      'app.cjs',
      `const { agent, runningVitals } = require('${NAME}');
       const contract = require('${NAME}/contract.json');
       agent('a', async () => {})().then(() =>
         console.log(runningVitals().describe().running, contract.metrics.length > 10));`,
    ],
  } as const;

  test.each(Object.entries(APPS))('%s starts with it', async (_, [file, source]) => {
    await writeFile(join(folder, file), source);
    const { stdout, stderr } = await run(process.execPath, ['--import', `${NAME}/register`, file], {
      cwd: folder,
      env: {
        PATH: process.env['PATH'],
        OTEL_TRACES_EXPORTER: 'none',
        OTEL_METRICS_EXPORTER: 'none',
        OTEL_LOGS_EXPORTER: 'none',
      },
    });
    expect({ stdout, stderr }).toEqual({ stdout: 'true true\n', stderr: '' });
  });

  test('a second copy in the same process is detected, and changes nothing', async () => {
    const copy = join(folder, 'other', 'node_modules', NAME);
    await cp(join(folder, 'node_modules', NAME), copy, { recursive: true });
    await writeFile(
      join(folder, 'other', 'second.mjs'),
      `import { startVitals } from '${NAME}';
       export const second = startVitals({ serviceName: 'second' });`,
    );
    await writeFile(
      join(folder, 'copies.mjs'),
      `import { agent, runningVitals } from '${NAME}';
       import { second } from './other/second.mjs';
       await agent('a', async () => {})();
       console.log(second === runningVitals(), second.describe().resource['service.name']);`,
    );
    const { stdout, stderr } = await run(
      process.execPath,
      ['--import', `${NAME}/register`, 'copies.mjs'],
      {
        cwd: folder,
        env: {
          PATH: process.env['PATH'],
          OTEL_SERVICE_NAME: 'first',
          OTEL_TRACES_EXPORTER: 'none',
          OTEL_METRICS_EXPORTER: 'none',
          OTEL_LOGS_EXPORTER: 'none',
        },
      },
    );
    expect(stdout).toBe('true first\n');
    expect(stderr).toMatch(
      /version 0\.1\.0 runs already in this process; nothing was changed.*npm ls/,
    );
  });
});
