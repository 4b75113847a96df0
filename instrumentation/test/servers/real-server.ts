import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { findProgram, type ServerName } from './programs.ts';

/** A real server on a free port of 127.0.0.1, with a folder of its own. */
export interface RealServer {
  readonly port: number;
  /** Ends it and takes its data away. */
  stop(): Promise<void>;
}

interface Start {
  readonly args: (folder: string, port: number) => readonly string[];
  /** What it says when it serves; the first group is its port, where it chooses one. */
  readonly ready: RegExp;
}

const STARTS: Readonly<Record<ServerName, Start>> = {
  mysql: {
    args: (folder, port) => [
      '--no-defaults',
      // An empty folder is enough where nobody has to log in.
      '--skip-grant-tables',
      ...(userInfo().uid === 0 ? ['--user=root'] : []),
      `--datadir=${folder}`,
      `--socket=${join(folder, 'socket')}`,
      `--pid-file=${join(folder, 'pid')}`,
      '--bind-address=127.0.0.1',
      `--port=${port}`,
    ],
    ready: /ready for connections/,
  },
  redis: {
    args: (folder, port) =>
      `--bind 127.0.0.1 --port ${port} --dir ${folder} --appendonly no`.split(' '),
    ready: /Ready to accept connections/,
  },
  mongodb: {
    args: (folder, port) => [
      '--handler=sqlite',
      `--sqlite-url=file:${folder}/`,
      `--state-dir=${folder}`,
      `--listen-addr=127.0.0.1:${port}`,
      '--debug-addr=-',
      '--telemetry=disable',
    ],
    ready: /Listening on TCP/,
  },
  kafka: { args: () => ['jobs'], ready: /127\.0\.0\.1:(\d+)/ },
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

const isReady = (child: ChildProcess, ready: RegExp): Promise<RegExpExecArray> =>
  new Promise((resolve, reject) => {
    let said = '';
    const hear = (text: string): void => {
      said += text;
      const found = ready.exec(said);
      if (found !== null) resolve(found);
    };
    child.stdout?.setEncoding('utf8').on('data', hear);
    child.stderr?.setEncoding('utf8').on('data', hear);
    child.once('error', reject).once('exit', () => reject(new Error(`it ended:\n${said}`)));
  });

/** Whether a server can be started here; tests that need one are left out where it cannot. */
export function serverRuns(name: ServerName): boolean {
  if (findProgram(name) !== undefined) return true;
  process.stderr.write(
    `no program for ${name}: run \`node instrumentation/test/servers/install.ts\`\n`,
  );
  return false;
}

/**
 * Starts a server.
 * @throws with what it said, when it ends before it is ready
 */
export async function startServer(name: ServerName): Promise<RealServer> {
  const file = findProgram(name);
  if (file === undefined) throw new Error(`no program for ${name}`);
  const folder = mkdtempSync(join(tmpdir(), `vitals-${name}-`));
  const port = await freePort();
  const { args, ready } = STARTS[name];
  const child = spawn(file, args(folder, port), {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(name === 'redis' && { argv0: 'redis-server' }),
  });
  // Also where the tests are broken off.
  const end = (): void => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', end);
  const found = await isReady(child, ready);
  return {
    port: Number(found[1] ?? port),
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      end();
      process.off('exit', end);
    },
  };
}
