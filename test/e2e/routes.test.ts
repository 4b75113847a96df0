import { execFile } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cacheDir, root, startSystem, type System } from '../system/system.js';

let system: System;
let folder: string;

// Starting the stack is what finds or builds amtool.
beforeAll(async () => {
  system = await startSystem({ demoRunsPerSecond: 0 });
  folder = mkdtempSync(join(tmpdir(), 'routes-'));
  cpSync(join(root, 'alertmanager/templates'), join(folder, 'templates'), { recursive: true });
  const config = readFileSync(join(root, 'alertmanager/alertmanager.yml'), 'utf8');
  writeFileSync(
    join(folder, 'alertmanager.yml'),
    config.replaceAll(/\$\{env:VITALS_(\w+)\}/g, (_, name: string) =>
      name === 'SMTP_ADDRESS' ? '127.0.0.1:25' : folder,
    ),
  );
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await system?.remove();
});

/** Who is told of an alert with these labels, level by level. */
interface RouteCase {
  readonly path: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly receivers: readonly string[];
}

// For the vitals.yaml that ships with the project.
const cases = JSON.parse(
  readFileSync(join(root, 'alertmanager/tests/routes.json'), 'utf8'),
) as RouteCase[];

it.each(cases)('$path', async ({ labels, receivers }) => {
  const [amtool = 'amtool'] = globSync(join(cacheDir, 'programs/alertmanager/*/amtool'));
  const { stdout } = await promisify(execFile)(amtool, [
    'config',
    'routes',
    'test',
    `--config.file=${join(folder, 'alertmanager.yml')}`,
    `--verify.receivers=${receivers.join(',')}`,
    ...Object.entries(labels).map(([label, value]) => `${label}=${value}`),
  ]);
  expect(stdout.trim()).toBe(receivers.join(','));
});
