import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { resolvePorts } from './ports.js';
import type { Ports } from './port-table.js';

/** What the environment decides about a stack. */
export interface Settings {
  readonly root: string;
  /** `VITALS_DATA_DIR`, by default agent-vitals in the user's data folder (XDG_DATA_HOME). */
  readonly dataDir: string;
  /** `VITALS_CACHE_DIR`, by default agent-vitals in the user's cache folder (XDG_CACHE_HOME). */
  readonly cacheDir: string;
  /** `VITALS_CONFIG`, by default vitals.yaml in the checkout. */
  readonly vitalsConfig: string;
  readonly ports: Ports;
  /** What the programs inherit. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Reads the environment once.
 * @param root the checkout
 * @throws {StackError} a port variable holds no port
 */
export function readSettings(
  root: string,
  env: Readonly<Record<string, string | undefined>>,
): Settings {
  const home = env['HOME'] || homedir();
  const data = env['XDG_DATA_HOME'] || join(home, '.local', 'share');
  const cache = env['XDG_CACHE_HOME'] || join(home, '.cache');
  return {
    root,
    dataDir: resolve(env['VITALS_DATA_DIR'] || join(data, 'agent-vitals')),
    cacheDir: resolve(env['VITALS_CACHE_DIR'] || join(cache, 'agent-vitals')),
    vitalsConfig: resolve(env['VITALS_CONFIG'] || join(root, 'vitals.yaml')),
    ports: resolvePorts(env),
    env: Object.fromEntries(
      Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
  };
}
