import { join } from 'node:path';

/** Where the demo keeps its files below the data folder of the stack. */
export interface DemoFolder {
  /** Cluster folder of PostgreSQL. */
  readonly postgres: string;
  /** The generated password of PostgreSQL, one line, readable by its owner only. */
  readonly postgresPassword: string;
  /** The faults that are switched on; absent when there are none. */
  readonly faults: string;
  /** What an analytics system beside the demo would keep: its folder, with its SQLite files. */
  readonly analytics: string;
}

/** @param dataDir the data folder of the stack (`VITALS_DATA_DIR`) */
export function demoFolder(dataDir: string): DemoFolder {
  const root = join(dataDir, 'demo');
  return {
    postgres: join(root, 'postgres'),
    postgresPassword: join(root, 'postgres-password'),
    faults: join(root, 'faults.json'),
    analytics: join(root, 'analytics'),
  };
}
