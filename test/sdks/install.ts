import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheDir } from '../system/system.js';
import type { Sdk } from './sdks.js';

const run = promisify(execFile);

/** What installs packages into a folder, by language. */
const INSTALL: Readonly<
  Record<Sdk['language'], (packages: readonly string[], folder: string) => Promise<unknown>>
> = {
  node: (packages, cwd) => {
    writeFileSync(join(cwd, 'package.json'), '{"private":true}\n');
    return run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...packages], {
      cwd,
    });
  },
  python: async (packages, cwd) => {
    await run('python3', ['-m', 'venv', '.'], { cwd });
    // pip takes minutes to find versions that fit together.
    await run('bin/pip', ['install', '--quiet', 'uv'], { cwd });
    await run('bin/uv', ['pip', 'install', '--quiet', '--python', 'bin/python', ...packages], {
      cwd,
    });
  },
};

/** Installs an SDK once, outside of the checkout, and tells where. */
export async function installSdk({ name, language, packages }: Sdk): Promise<string> {
  const hash = createHash('sha256').update(packages.join('\n')).digest('hex').slice(0, 8);
  const folder = join(cacheDir, 'sdks', `${name}-${hash}`);
  const done = join(folder, 'installed');
  if (existsSync(done)) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await INSTALL[language](packages, folder);
  writeFileSync(`${done}.new`, packages.join('\n'));
  renameSync(`${done}.new`, done);
  return folder;
}
