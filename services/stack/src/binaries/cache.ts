import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BinarySource } from './binary-source.js';

/** The folders inside the cache. */
export interface Cache {
  /** Where a program's commands are once they are built. */
  folderOf(program: string, source: BinarySource): string;
  /** Whether all commands of a program are there. */
  has(program: string, source: BinarySource): boolean;
  /**
   * Fills a program's folder in one step: the folder appears complete or not at all.
   * @param fill writes the commands into the folder that it is given
   */
  put(
    program: string,
    source: BinarySource,
    fill: (folder: string) => Promise<void>,
  ): Promise<void>;
  /** Sources and Go's build cache; removed when nothing is left to build. */
  readonly buildDir: string;
  /** The file that one launcher holds while it builds. */
  readonly lockFile: string;
}

/**
 * The cache of built programs.
 * @param dir `VITALS_CACHE_DIR`
 * @param root the checkout, where manifests are
 */
export function createCache(dir: string, root: string): Cache {
  const folderOf = (program: string, source: BinarySource): string =>
    join(dir, 'programs', program, cacheKey(source, root));
  return {
    folderOf,
    has(program, source) {
      const folder = folderOf(program, source);
      return source.commands.every(({ name }) => existsSync(join(folder, name)));
    },
    async put(program, source, fill) {
      const folder = folderOf(program, source);
      const partial = `${folder}.partial`;
      rmSync(partial, { recursive: true, force: true });
      mkdirSync(partial, { recursive: true });
      await fill(partial);
      rmSync(folder, { recursive: true, force: true });
      renameSync(partial, folder);
    },
    buildDir: join(dir, 'build'),
    lockFile: join(dir, 'build.lock'),
  };
}

/** The version, and a digest of the manifest: a distribution with other components is another program. */
function cacheKey({ version, build }: BinarySource, root: string): string {
  if (build.manifest === undefined) return version;
  const manifest = readFileSync(join(root, build.manifest), 'utf8').replace(/^\s*#.*\n/gm, '');
  return `${version}-${createHash('sha256').update(manifest).digest('hex').slice(0, 8)}`;
}
