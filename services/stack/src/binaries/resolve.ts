import { join } from 'node:path';
import type { Program } from '../program.js';
import type { BinarySource } from './binary-source.js';
import type { Cache } from './cache.js';
import { findOnPath } from './find-on-path.js';

/** The commands of a server program, found. */
export interface Binaries {
  readonly version: string;
  readonly origin: 'path' | 'cache';
  /** The file of each command. */
  readonly files: Readonly<Record<string, string>>;
}

/** A program whose commands come from outside the checkout. */
export type ServerProgram = Program & { readonly binaries: BinarySource };

/** Keeps the programs that need commands from outside the checkout. */
export function serverPrograms(programs: readonly Program[]): readonly ServerProgram[] {
  return programs.filter((program): program is ServerProgram => program.binaries !== undefined);
}

/**
 * Finds a program's commands: on PATH when all are there at a version that fits, else in the cache.
 * @returns undefined when it must be built
 */
export async function resolveBinaries(
  { name, binaries }: ServerProgram,
  cache: Cache,
  path: string,
): Promise<Binaries | undefined> {
  const found = await Promise.all(
    binaries.commands.map(async (command) => ({
      command: command.name,
      found: await findOnPath(command, path),
    })),
  );
  const version = found[0]?.found?.version;
  if (version !== undefined && found.every((entry) => entry.found?.version === version)) {
    return {
      version,
      origin: 'path',
      files: Object.fromEntries(found.map((entry) => [entry.command, entry.found?.file ?? ''])),
    };
  }
  if (!cache.has(name, binaries)) return undefined;
  const folder = cache.folderOf(name, binaries);
  return {
    version: binaries.version,
    origin: 'cache',
    files: Object.fromEntries(
      binaries.commands.map((command) => [command.name, join(folder, command.name)]),
    ),
  };
}
