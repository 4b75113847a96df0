import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from '../system/system.js';
import { haveCompose } from './compose-plugin.js';
import { haveEngine, type Engine } from './engine.js';
import { haveImages } from './images.js';

// Runs the end-to-end tests once more, in containers on a real engine.

const tell = (text: string): void => void process.stdout.write(`${text}\n`);

let engine: Engine;
try {
  engine = await haveEngine();
} catch (error) {
  tell(`SKIPPED: the tests in containers were left out: ${(error as Error).message}.`);
  process.exit(0);
}

let code = 1;
try {
  const env = { ...engine.env, ...(await haveCompose()) };
  const began = performance.now();
  const images = await haveImages(env);
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  tell(`The images were ${images.origin}. (${seconds} s)`);
  code = await test({ ...env, VITALS_TEST_COMPOSE_FILES: images.files.join(',') });
  if (!engine.own) await images.remove();
} catch (error) {
  tell((error as Error).message);
} finally {
  await engine.stop();
}
process.exit(code);

async function test(env: Readonly<Record<string, string>>): Promise<number> {
  const config = join(root, 'vitest.containers.config.ts');
  const child = spawn('vitest', ['run', '--config', config, ...process.argv.slice(2)], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  const [status] = (await once(child, 'close')) as [number | null];
  return status ?? 1;
}
