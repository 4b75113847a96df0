import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { parseDocument } from 'yaml';
import { StackError } from '../stack-error.js';
import type { BuildRecipe, GoModule } from './binary-source.js';
import { runGo } from './go.js';

/** What a build is doing. */
interface BuildStep {
  readonly step: 'downloading modules' | 'compiling' | 'linking';
  /** How much of it, such as `312 of 1480 packages`. */
  readonly detail: string;
}

/** One build. */
export interface BuildOptions {
  readonly recipe: BuildRecipe;
  /** The checkout, where manifests are. */
  readonly root: string;
  /** A folder for the sources; emptied first. */
  readonly workDir: string;
  /** The folder that the commands are written to; it exists. */
  readonly outDir: string;
  /** The path of the `go` command. */
  readonly go: string;
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly onStep: (step: BuildStep) => void;
}

/**
 * Builds the commands of a program into a folder.
 * @throws {StackError} with the compiler's own last lines
 */
export async function build(options: BuildOptions): Promise<void> {
  const { recipe, workDir } = options;
  rmSync(workDir, { recursive: true, force: true });
  mkdirSync(workDir, { recursive: true });
  const source = join(workDir, 'source');
  await copyModule(options, recipe.module, source);
  for (const file of recipe.placeholders ?? []) {
    mkdirSync(dirname(join(source, file)), { recursive: true });
    writeFileSync(join(source, file), '<!doctype html><title>no page in this build</title>\n');
  }
  for (const module of recipe.dropReplace ?? []) {
    await go(options, ['mod', 'edit', `-dropreplace=${module}`], source);
  }
  const main =
    recipe.manifest === undefined
      ? source
      : await writeDistribution(options, recipe.manifest, source);
  for (const [command, path] of Object.entries(recipe.packages)) {
    await compile(options, main, path, join(options.outDir, command));
  }
  rmSync(workDir, { recursive: true, force: true });
}

/** Copies a module's folder, whose files are read-only in the module cache. */
async function copyModule(options: BuildOptions, module: GoModule, to: string): Promise<void> {
  options.onStep({ step: 'downloading modules', detail: '' });
  const printed = await go(
    options,
    ['mod', 'download', '-json', `${module.path}@${module.version}`],
    options.workDir,
  );
  const { Dir: from } = JSON.parse(printed) as { Dir: string };
  cpSync(from, to, { recursive: true });
  makeWritable(to);
}

function makeWritable(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) makeWritable(join(folder, entry.name));
    else if (entry.isFile()) chmodSync(join(folder, entry.name), 0o644);
  }
}

/** Has the Collector's builder write the source of the distribution that a manifest describes. */
async function writeDistribution(
  options: BuildOptions,
  manifest: string,
  builderSource: string,
): Promise<string> {
  const builder = join(options.workDir, 'builder');
  const output = join(options.workDir, 'distribution');
  await compile(options, builderSource, '.', builder);
  const document = parseDocument(readFileSync(join(options.root, manifest), 'utf8'));
  document.setIn(['dist', 'output_path'], output);
  document.setIn(['dist', 'go'], options.go);
  const copy = join(options.workDir, 'manifest.yaml');
  writeFileSync(copy, document.toString());
  options.onStep({ step: 'downloading modules', detail: 'of the distribution' });
  await runGo({
    ...options,
    go: builder,
    args: [`--config=${copy}`, '--skip-compilation'],
    cwd: options.workDir,
    env: { ...options.env, PATH: `${dirname(options.go)}:${options.env['PATH'] ?? ''}` },
  });
  return output;
}

async function compile(
  options: BuildOptions,
  source: string,
  path: string,
  output: string,
): Promise<void> {
  const { recipe, onStep } = options;
  const tags = recipe.tags === undefined ? [] : ['-tags', recipe.tags.join(',')];
  let downloaded = 0;
  const listed = await go(options, ['list', '-mod=mod', '-deps', ...tags, path], source, (line) => {
    if (line.startsWith('go: downloading')) downloaded += 1;
    onStep({ step: 'downloading modules', detail: `${downloaded} so far` });
  });
  const packages = listed.trim().split('\n');
  // The command's own package is the last that is compiled; what follows is linking.
  const main = packages.at(-1);
  let compiled = 0;
  onStep({ step: 'compiling', detail: `${packages.length} packages` });
  const stamps = Object.entries(recipe.stamp ?? {}).map(([name, value]) => `-X ${name}=${value}`);
  const flags = ['-trimpath', '-buildvcs=false', '-ldflags', ['-s', '-w', ...stamps].join(' ')];
  await go(
    options,
    ['build', '-v', '-mod=mod', ...flags, ...tags, '-o', output, path],
    source,
    (line) => {
      if (line.startsWith('go: ')) return;
      compiled += 1;
      if (line === main) onStep({ step: 'linking', detail: '' });
      else onStep({ step: 'compiling', detail: `${compiled} of ${packages.length} packages` });
    },
  );
}

async function go(
  options: BuildOptions,
  args: readonly string[],
  cwd: string,
  onLine?: (line: string) => void,
): Promise<string> {
  return await runGo({ ...options, args, cwd, ...(onLine && { onLine }) });
}

/** Tells a build that was broken off from one that failed. */
export function isBuildFailure(error: unknown): error is StackError {
  return error instanceof StackError;
}
