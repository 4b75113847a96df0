import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StackEvent } from '../events.js';
import { isLock, takeLock, type Lock } from '../lock.js';
import { StackError } from '../stack-error.js';
import { build, isBuildFailure } from './build.js';
import type { Cache } from './cache.js';
import { remainingSeconds, type PlannedBuild } from './estimate.js';
import { findGo } from './go.js';
import type { ServerProgram } from './resolve.js';

/** What is to be built, and how. */
export interface BuildMissingOptions {
  readonly missing: readonly ServerProgram[];
  readonly cache: Cache;
  readonly root: string;
  /** The environment of the builds: PATH, HOME, Go's own settings. */
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly onEvent: (event: StackEvent) => void;
}

/**
 * Builds programs one after another, the longest first, and puts them into the cache. A launcher that
 * finds another one building waits for it. What is finished stays, and Go's build cache stays until all
 * is finished, so that a build that was broken off goes on where it was.
 * @throws {StackError} there is no Go, or a build failed
 */
export async function buildMissing(options: BuildMissingOptions): Promise<void> {
  const { cache, signal, onEvent } = options;
  const go = await findGo(options.env['PATH'] ?? '');
  if (go === undefined) throw new StackError(noGo(options.missing));
  const lock = await waitForLock(cache.lockFile, signal, onEvent);
  try {
    const missing = options.missing
      .filter(({ name, binaries }) => !cache.has(name, binaries))
      .sort((a, b) => b.binaries.build.expectedSeconds - a.binaries.build.expectedSeconds);
    const env = {
      ...options.env,
      CGO_ENABLED: '0',
      GOTOOLCHAIN: 'local',
      GOFLAGS: '',
      GOWORK: 'off',
      GOCACHE: join(cache.buildDir, 'go-cache'),
    };
    const took = new Map<string, number>();
    for (const program of missing) {
      took.set(program.name, await buildOne({ ...options, missing, env }, go.file, program, took));
    }
    rmSync(cache.buildDir, { recursive: true, force: true });
  } finally {
    lock.release();
  }
}

async function buildOne(
  options: BuildMissingOptions,
  go: string,
  program: ServerProgram,
  took: ReadonlyMap<string, number>,
): Promise<number> {
  const { missing, cache, root, env, signal, onEvent } = options;
  const { name, binaries } = program;
  const began = performance.now();
  const elapsed = (): number => (performance.now() - began) / 1000;
  const plan = missing.map((each): PlannedBuild => {
    const done = took.get(each.name);
    const expectedSeconds = each.binaries.build.expectedSeconds;
    return done === undefined ? { expectedSeconds } : { expectedSeconds, tookSeconds: done };
  });
  const queue = missing.slice(missing.indexOf(program) + 1).map((each) => each.name);
  let told = { step: '', at: 0 };
  try {
    await cache.put(name, binaries, (outDir) =>
      build({
        recipe: binaries.build,
        root,
        workDir: join(cache.buildDir, name),
        outDir,
        go,
        env,
        signal,
        onStep: ({ step, detail }) => {
          // Go names every package; nobody reads more than one in a second.
          if (step === told.step && elapsed() - told.at < 1) return;
          told = { step, at: elapsed() };
          onEvent({
            type: 'building',
            name,
            version: binaries.version,
            step,
            detail,
            elapsedSeconds: elapsed(),
            remainingSeconds: remainingSeconds(plan, elapsed(), availableParallelism()),
            queue,
          });
        },
      }),
    );
  } catch (cause) {
    if (signal.aborted) {
      const text = `Broken off while building ${name}; the next start goes on from there.`;
      onEvent({ type: 'note', text });
    }
    if (!isBuildFailure(cause)) throw cause;
    throw new StackError(
      `${name} ${binaries.version} could not be built. ${cause.message}\n` +
        `What has been compiled is kept in ${cache.buildDir}: the same command goes on from there.`,
      { cause },
    );
  }
  onEvent({ type: 'built', name, version: binaries.version, seconds: elapsed() });
  return elapsed();
}

async function waitForLock(
  file: string,
  signal: AbortSignal,
  onEvent: (event: StackEvent) => void,
): Promise<Lock> {
  let said = false;
  for (;;) {
    const result = takeLock(file);
    if (isLock(result)) return result;
    if (!said) {
      onEvent({
        type: 'note',
        text: `Another launcher (pid ${result.pid}) is building the programs; waiting for it.`,
      });
      said = true;
    }
    await sleep(500, undefined, { signal });
  }
}

function noGo(missing: readonly ServerProgram[]): string {
  const names = missing.map(({ name, binaries }) => `${name} ${binaries.version}`).join(', ');
  return (
    `These programs are neither on PATH at a version that fits nor in the cache: ${names}.\n` +
    `Building them needs Go 1.26 or later, and there is none on PATH. Install it from your distribution ` +
    `or from go.dev/dl, or put the programs on PATH; then run the same command again.`
  );
}
