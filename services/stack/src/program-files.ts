import { createCache } from './binaries/cache.js';
import { haveBinaries } from './binaries/have-binaries.js';
import { serverPrograms } from './binaries/resolve.js';
import type { StackEvent } from './events.js';
import { programs } from './programs/index.js';

/**
 * The files of all server programs' commands; what is missing is built.
 * @returns by command, such as `promtool`
 * @throws {StackError} a program cannot be built
 */
export async function programFiles(options: {
  readonly root: string;
  readonly cacheDir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly onEvent: (event: StackEvent) => void;
}): Promise<Readonly<Record<string, string>>> {
  const found = await haveBinaries({
    ...options,
    programs: serverPrograms(programs),
    cache: createCache(options.cacheDir, options.root),
    signal: new AbortController().signal,
  });
  return Object.assign({}, ...[...found.values()].map(({ files }) => files)) as Record<
    string,
    string
  >;
}
