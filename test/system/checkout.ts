import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The checkout under test. */
export const root: string = resolve(
  import.meta.dirname,
  import.meta.dirname.includes('/dist/') ? '../../..' : '../..',
);

/** Where built programs are kept: the same place that `npm start` keeps them. */
export const cacheDir: string =
  process.env['VITALS_CACHE_DIR'] ??
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'agent-vitals');
