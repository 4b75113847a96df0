import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigError, loadVitalsConfig } from './load.js';
import type { VitalsConfig } from './schema.js';

/** A file that is rendered from vitals.yaml and committed. */
export interface GeneratedFile {
  /** Relative to the root of the repository. */
  readonly path: string;
  readonly content: string;
}

/** What {@link generate} needs to know. */
export interface GenerateOptions {
  /** Root of the repository, or of another tree that files are written into. */
  readonly root: string;
  /** Path of the vitals.yaml that is rendered. Default: the one in `root`. */
  readonly vitalsYaml?: string | undefined;
  readonly render: (config: VitalsConfig) => readonly GeneratedFile[];
  /** True compares and writes nothing. */
  readonly check: boolean;
  /** Takes each message: what was written, what differs, what is wrong in vitals.yaml. */
  readonly report: (message: string) => void;
}

/**
 * Renders files from vitals.yaml and writes those that differ.
 * @returns true when all is well; false when vitals.yaml is wrong or, in a check, files differ
 */
export function generate({ root, vitalsYaml, render, check, report }: GenerateOptions): boolean {
  let files: readonly GeneratedFile[];
  try {
    files = render(loadVitalsConfig(vitalsYaml ?? join(root, 'vitals.yaml')));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    report(error.message);
    return false;
  }
  const stale = files.filter(({ path, content }) => currentContent(join(root, path)) !== content);
  for (const { path, content } of stale) {
    if (check) {
      report(`${path} differs from its source: run npm run generate`);
    } else {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
      report(`wrote ${path}`);
    }
  }
  return !check || stale.length === 0;
}

function currentContent(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
