import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { link, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDir, root } from '../../system/system.js';
import { catalogueOf } from './catalogue.js';
import { namesAsked } from './queries.js';

const SOURCE = join(root, 'test/bench/dashboards/fill');
const PROGRAM = join(root, 'test/dist/bench/dashboards/fill/fill');
const DAY_SECONDS = 86_400;

/** What the past of a stack is to have been. */
export interface HistoryOptions {
  readonly agents: number;
  readonly days: number;
  /** Unix time at which it ends, in seconds. */
  readonly endSeconds: number;
  /** Where Prometheus will look for its data. */
  readonly dataDir: string;
  /** How long it may take, in seconds; what is written stays, and another call goes on. Default: an hour. */
  readonly budgetSeconds?: number;
  /** Where blocks are kept for other calls. Default: a folder of the cache, by all that they follow from. */
  readonly keptIn?: string;
}

/**
 * Builds the program that writes blocks; Go must be on PATH.
 * @throws {Error} there is no Go, or it does not compile
 */
export async function buildFill(): Promise<void> {
  mkdirSync(join(PROGRAM, '..'), { recursive: true });
  const flags = ['-trimpath', '-tags', 'slicelabels', '-ldflags', '-s -w'];
  await run('go', ['build', ...flags, '-o', PROGRAM, '.'], SOURCE);
}

/**
 * Writes what a Prometheus has kept of many agents for days: blocks as it compacts them itself, and
 * the log of what it has in memory, with the series that dashboards read. Blocks that were written
 * before are used again.
 * @throws {Error} it did not end within its time, or failed
 */
export async function writeHistory(options: HistoryOptions): Promise<void> {
  const { agents, days, endSeconds, dataDir, budgetSeconds = 3600 } = options;
  const catalogue = JSON.stringify({
    series: catalogueOf(agents),
    rules: globSync('prometheus/rules/*.yml', { cwd: root }).sort(),
    names: namesAsked(),
  });
  const kept = options.keptIn ?? join(cacheDir, 'histories', hashOf(catalogue));
  mkdirSync(kept, { recursive: true });
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  const args = [
    `-dir=${dataDir}`,
    `-blocks=${kept}`,
    `-from=${endSeconds - days * DAY_SECONDS}`,
    `-to=${endSeconds}`,
    `-budget=${budgetSeconds}s`,
  ];
  await run(PROGRAM, args, root, catalogue);
  for (const block of await readdir(kept))
    await linkFolder(join(kept, block), join(dataDir, block));
}

/** Everything that the samples follow from. */
function hashOf(catalogue: string): string {
  const hash = createHash('sha256').update(catalogue);
  for (const file of globSync(['prometheus/rules/*.yml', 'test/bench/dashboards/fill/*'], {
    cwd: root,
  }).toSorted()) {
    hash.update(readFileSync(join(root, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

/** Prometheus deletes blocks, but never changes one: their files can be shared. */
async function linkFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await linkFolder(source, target);
    else await link(source, target).catch(() => cpSync(source, target));
  }
}

async function run(
  program: string,
  args: readonly string[],
  cwd: string,
  input?: string,
): Promise<void> {
  const child = spawn(program, args, { cwd, stdio: ['pipe', 'inherit', 'inherit'] });
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${program} ended with ${code}`);
}
