import { buildMissing, type BuildMissingOptions } from './build-missing.js';
import { resolveBinaries, type Binaries, type ServerProgram } from './resolve.js';

/**
 * Finds the commands of programs, and builds what is missing.
 * @param options.beforeBuild called with what is missing, also when nothing is; may throw
 * @throws {StackError} a program cannot be built
 */
export async function haveBinaries(
  options: Omit<BuildMissingOptions, 'missing'> & {
    readonly programs: readonly ServerProgram[];
    readonly beforeBuild?: (missing: readonly ServerProgram[]) => Promise<void>;
  },
): Promise<ReadonlyMap<string, Binaries>> {
  const { programs, cache } = options;
  const found = new Map<string, Binaries>();
  const look = async (): Promise<void> => {
    for (const program of programs) {
      const binaries = await resolveBinaries(program, cache, options.env['PATH'] ?? '');
      if (binaries !== undefined) found.set(program.name, binaries);
    }
  };
  await look();
  const missing = programs.filter(({ name }) => !found.has(name));
  await options.beforeBuild?.(missing);
  if (missing.length > 0) {
    await buildMissing({ ...options, missing });
    await look();
  }
  return found;
}
