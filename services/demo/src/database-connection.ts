import { readFile } from 'node:fs/promises';
import { Pool } from 'pg';

/** Role and database of the demo. */
export const DATABASE = 'demo';

/** Options of {@link createPool}. */
export interface PoolOptions {
  /** Default: this machine. */
  readonly host?: string;
  readonly port: number;
  /** File that holds the password; read at each new connection, so it may appear later. */
  readonly passwordFile: string;
  /** Most connections at a time. */
  readonly connections: number;
  /** Default: the demo's. */
  readonly database?: string;
  /** Called when an idle connection breaks: PostgreSQL went away. The pool stays usable. */
  readonly onConnectionLost: (error: Error) => void;
}

/** Creates a pool of connections to PostgreSQL; it connects when it is used. */
export function createPool(options: PoolOptions): Pool {
  const pool = new Pool({
    host: options.host ?? '127.0.0.1',
    port: options.port,
    user: DATABASE,
    database: options.database ?? DATABASE,
    password: async () => (await readFile(options.passwordFile, 'utf8')).trim(),
    max: options.connections,
    connectionTimeoutMillis: 3000,
    statement_timeout: 15_000,
  });
  // Without a listener a connection lost while idle would end the process.
  pool.on('error', options.onConnectionLost);
  return pool;
}
