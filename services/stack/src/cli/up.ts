import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import pc from 'picocolors';
import { chooseMode, type Mode } from '../compose/mode.js';
import { logPath, rotateLog } from '../log-file.js';
import type { Settings } from '../settings.js';
import { createStack } from '../stack.js';
import { upDetached } from './detach.js';
import { duration, megabytes, print } from './print.js';
import { createReport } from './report.js';
import { stopAsked } from './stop-asked.js';
import { haveImages, upCompose } from './up-compose.js';
import { welcome } from './welcome.js';

/** How the stack is started. */
interface UpOptions {
  readonly detach?: boolean;
  readonly demo: boolean;
  readonly mode: Mode;
}

/**
 * Starts the stack, in containers or as processes, and keeps it until it is told to stop.
 * @returns 0 when it was stopped as asked
 */
export async function up(settings: Settings, options: UpOptions): Promise<number> {
  const { mode, why } = await chooseMode(settings, options.mode, options.demo);
  const how = mode === 'compose' ? 'in containers' : 'as processes of this machine';
  if (options.mode !== 'native') print(pc.dim(`It runs ${how}: ${why}.`));
  if (mode === 'native') return await upNative(settings, options);
  try {
    await haveImages(settings, options.demo);
  } catch (error) {
    if (options.mode === 'compose') throw error;
    print(`${(error as Error).message} It runs as processes of this machine instead.`);
    return await upNative(settings, options);
  }
  return await upCompose(settings, options);
}

async function upNative(settings: Settings, options: UpOptions): Promise<number> {
  if (options.detach) return await upDetached(settings, options.demo);
  const log = logPath(settings.dataDir, 'launcher');
  const report = createReport(process.stdout, (line) => {
    mkdirSync(dirname(log), { recursive: true });
    rotateLog(log);
    appendFileSync(log, `${new Date().toISOString()} ${stripVTControlCharacters(line)}\n`);
  });
  const stack = await createStack({ ...settings, demo: options.demo, onEvent: report.event });
  const asked = stopAsked();
  const began = performance.now();
  report.line(`${pc.bold('agent-vitals')}  data in ${settings.dataDir}`);
  const starting = stack.start().then(
    () => 'ready' as const,
    (error: unknown) => error,
  );
  const first = await Promise.race([starting, asked]);
  if (first !== 'ready' && first !== 'stop') {
    report.end();
    throw first;
  }
  if (first === 'ready') {
    const seconds = (performance.now() - began) / 1000;
    const memory = stack.status().reduce((sum, { memoryBytes }) => sum + (memoryBytes ?? 0), 0);
    report.line('');
    report.line(
      pc.green(
        `Everything is ready after ${duration(seconds)}, in ${megabytes(memory)} of memory.`,
      ),
    );
    for (const line of welcome(stack.urls, options.demo, inBackground())) report.line(line);
    if (process.connected) process.send?.('ready');
    await asked;
  }
  report.line('');
  const stopping = performance.now();
  await stack.stop();
  await starting;
  report.line(`Stopped in ${duration((performance.now() - stopping) / 1000)}.`);
  report.end();
  return 0;
}

/** Whether `up --detach` has started this launcher: it then waits for a message. */
function inBackground(): boolean {
  return process.send !== undefined;
}
