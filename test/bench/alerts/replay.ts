import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../../system/system.js';
import type { AlertEvent } from './alert-event.js';
import type { Disturbance, ExposedCall, OnExposed } from './effects.js';
import { simulate, type WorldOptions } from './world.js';

const SOURCE = join(root, 'test/bench/alerts/replay');
const PROGRAM = join(root, 'test/dist/bench/alerts/replay/replay');
/** Lines are written so many characters at a time. */
const CHUNK = 1 << 20;

/**
 * Builds the program that evaluates the rules; Go must be on PATH. The first time it compiles
 * Prometheus, for some minutes; after that Go finds everything in its cache.
 * @throws {Error} there is no Go, or it does not compile
 */
export async function buildReplay(): Promise<void> {
  mkdirSync(join(PROGRAM, '..'), { recursive: true });
  const flags = ['-trimpath', '-tags', 'slicelabels', '-ldflags', '-s -w'];
  const go = spawn('go', ['build', ...flags, '-o', PROGRAM, '.'], {
    cwd: SOURCE,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = (await once(go, 'close')) as [number];
  if (code !== 0) throw new Error(`go build in ${SOURCE} ended with ${code}`);
}

/** What came of a world. */
export interface Replayed {
  readonly events: readonly AlertEvent[];
  /** The calls that each thing which was wrong could touch. */
  readonly exposed: ReadonlyMap<Disturbance, readonly ExposedCall[]>;
}

/**
 * Simulates a world, evaluates the rule files of the checkout on what it reports, and tells what
 * Prometheus would have sent to Alertmanager.
 * @param offsetMs moves the moments of evaluation, which differ between installations
 */
export async function replay(world: WorldOptions, offsetMs: number): Promise<Replayed> {
  const rules = globSync('prometheus/rules/*.yml', { cwd: root }).sort();
  const args = [`-start=${world.startMs}`, `-offset=${offsetMs}ms`, ...rules];
  const program = spawn(PROGRAM, args, { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
  const events: AlertEvent[] = [];
  const exposed = new Map<Disturbance, ExposedCall[]>();
  const note: OnExposed = (cause, call) => {
    const known = exposed.get(cause);
    if (known === undefined) exposed.set(cause, [call]);
    else known.push(call);
  };
  const read = (async () => {
    for await (const line of createInterface({ input: program.stdout })) {
      const { at, ...rest } = JSON.parse(line) as { at: number } & Omit<AlertEvent, 'atMs'>;
      events.push({ atMs: at, ...rest });
    }
  })();
  const closed = once(program, 'close') as Promise<[number | null]>;
  for (const chunk of chunksOf(world, note)) {
    if (!program.stdin.write(chunk)) await Promise.race([once(program.stdin, 'drain'), closed]);
    if (program.exitCode !== null) break;
  }
  program.stdin.end();
  const [code] = await closed;
  await read;
  if (code !== 0) throw new Error(`the rules could not be evaluated: exit code ${code}`);
  return { events, exposed };
}

/** What a world reports, in pieces that are worth a system call. */
function* chunksOf(world: WorldOptions, note: OnExposed): Generator<string> {
  let chunk = '';
  for (const lines of simulate(world, note)) {
    chunk += lines;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}
