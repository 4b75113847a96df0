import { execFileSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** A server that tests talk to, as a program. */
export interface ServerProgram {
  /** The names that it may have on PATH, the best first. */
  readonly onPath: readonly string[];
  /** The package of Debian and Ubuntu that brings it without starting it. */
  readonly debianPackage?: string;
  /** How it is built with Go. */
  readonly build?: {
    readonly version: string;
    /** Copies the sources into a folder. */
    readonly source: (folder: string) => void;
    readonly package: string;
    readonly tags: string;
  };
}

const KAFKA = join(import.meta.dirname, 'kafka');

const goEnvironment = { CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off', GOTOOLCHAIN: 'local' };

const go = (args: readonly string[], cwd: string): string =>
  execFileSync('go', args, {
    cwd,
    encoding: 'utf8',
    env: {
      ...process.env,
      ...goEnvironment,
      PATH: [process.env['PATH'], '/usr/local/go/bin'].join(delimiter),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

const FERRETDB = { module: 'github.com/FerretDB/FerretDB', version: 'v1.24.2' };

/** Each server, by what the tests call it. */
export const PROGRAMS = {
  mysql: { onPath: ['mariadbd', 'mysqld'], debianPackage: 'mariadb-server-core' },
  // Debian's redis-server starts a service when it is installed. The program itself, which does
  // what its name at the start says, is in redis-tools.
  redis: {
    onPath: ['redis-server', 'valkey-server', 'redis-check-rdb'],
    debianPackage: 'redis-tools',
  },
  /** MongoDB is in no distribution; this speaks its protocol, on SQLite. */
  mongodb: {
    onPath: ['ferretdb'],
    build: {
      version: FERRETDB.version,
      source(folder) {
        const { module, version } = FERRETDB;
        const told = go(['mod', 'download', '-json', `${module}@${version}`], folder);
        cpSync((JSON.parse(told) as { readonly Dir: string }).Dir, folder, { recursive: true });
        // The files of the module cache are read-only, and this one is made by the release.
        const stamp = join(folder, 'build/version/version.txt');
        chmodSync(dirname(stamp), 0o755);
        writeFileSync(stamp, version);
      },
      package: './cmd/ferretdb',
      tags: 'ferretdb_no_postgresql,ferretdb_no_mysql,ferretdb_no_hana',
    },
  },
  /** A broker in memory: the real protocol without the JVM's hundred megabytes. */
  kafka: {
    onPath: [],
    build: {
      version: /kfake v\S+-(\w+)/.exec(readFileSync(join(KAFKA, 'go.mod'), 'utf8'))?.[1] ?? '',
      source: (folder) => cpSync(KAFKA, folder, { recursive: true }),
      package: '.',
      tags: '',
    },
  },
} satisfies Record<string, ServerProgram>;

/** The name of one of {@link PROGRAMS}. */
export type ServerName = keyof typeof PROGRAMS;

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const cached = (name: ServerName, version: string): string => {
  const { VITALS_CACHE_DIR, XDG_CACHE_HOME, HOME } = process.env;
  const caches = XDG_CACHE_HOME || join(HOME || homedir(), '.cache');
  return join(VITALS_CACHE_DIR || join(caches, 'agent-vitals'), 'test-servers', name, version);
};

/** The file of a server: on PATH, where Debian keeps servers, or built before. */
export function findProgram(name: ServerName): string | undefined {
  const { onPath, build }: ServerProgram = PROGRAMS[name];
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin'];
  const files = onPath.flatMap((file) => folders.map((folder) => join(folder, file)));
  return [...files, ...(build ? [cached(name, build.version)] : [])].find(isExecutable);
}

/**
 * Builds a server into the cache.
 * @throws when there is no Go, or with what it said
 */
export function buildProgram(name: ServerName): void {
  const { build }: ServerProgram = PROGRAMS[name];
  if (build === undefined) throw new Error(`${name} is not built but installed`);
  const file = cached(name, build.version);
  mkdirSync(dirname(file), { recursive: true });
  const folder = mkdtempSync(`${file}-`);
  const source = join(folder, 'source');
  mkdirSync(source);
  try {
    build.source(source);
    const flags = ['-trimpath', '-buildvcs=false', '-ldflags', '-s -w', '-tags', build.tags];
    go(['build', ...flags, '-o', join(folder, name), build.package], source);
    // Complete or not at all, also where two build at once.
    renameSync(join(folder, name), file);
  } finally {
    execFileSync('chmod', ['-R', 'u+w', folder]);
    rmSync(folder, { recursive: true, force: true });
  }
}
