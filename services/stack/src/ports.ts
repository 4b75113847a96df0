import { createServer } from 'node:net';
import { describeHolder } from './port-holder.js';
import { portTable, type Ports, type PortVariable } from './port-table.js';
import { StackError } from './stack-error.js';

/** The one interface that native programs listen on. */
export const loopback = '127.0.0.1';

/** An address on it, as `host:port`. */
export function addressAt(port: number): string {
  return `${loopback}:${port}`;
}

/** A URL on it. */
export function urlAt(port: number): string {
  return `http://${addressAt(port)}`;
}

/**
 * Takes each port from its variable, else its default.
 * @param env variables such as `VITALS_LOKI_PORT`; a missing or empty one means the default
 * @throws {StackError} a variable holds no port, or two hold the same one
 */
export function resolvePorts(env: Readonly<Record<string, string | undefined>>): Ports {
  const ports = {} as Record<PortVariable, number>;
  const taken = new Map<number, PortVariable>();
  for (const { variable, port } of portTable) {
    const value = env[variable]?.trim() || String(port);
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    if (!(number >= 1 && number <= 65_535)) {
      throw new StackError(
        `${variable} holds ${JSON.stringify(value)}; it may hold a whole number from 1 to 65535 (default ${port}).`,
      );
    }
    const other = taken.get(number);
    if (other !== undefined) {
      throw new StackError(
        `${variable} and ${other} are both port ${number}; give one of them another.`,
      );
    }
    taken.set(number, variable);
    ports[variable] = number;
  }
  return ports;
}

/** A free port for each variable; all are held open until the last is found, so that none comes twice. */
export async function freePorts(): Promise<Ports> {
  const servers = await Promise.all(
    portTable.map(async ({ variable }) => {
      const server = createServer();
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject).listen(0, loopback, resolve);
      });
      const address = server.address();
      return { server, entry: [variable, (address as { port: number }).port] as const };
    }),
  );
  await Promise.all(
    servers.map(({ server }) => new Promise((resolve) => void server.close(resolve))),
  );
  return Object.fromEntries(servers.map(({ entry }) => entry)) as Ports;
}

/** Whether a server can listen on the port of the loopback interface now. */
async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return await new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, loopback, () => server.close(() => resolve(true)));
  });
}

/**
 * Says which ports are taken, by whom, and which variable moves each.
 * @param programs only the ports of these programs
 * @returns one sentence for each taken port
 */
export async function takenPorts(
  ports: Ports,
  programs: ReadonlySet<string>,
): Promise<readonly string[]> {
  const rows = portTable.filter(({ program }) => programs.has(program));
  const lines = await Promise.all(
    rows.map(async ({ variable, program, purpose }) => {
      const port = ports[variable];
      if (await isFree(port)) return [];
      return [
        `Port ${port} (${program}, ${purpose}) is taken by ${describeHolder(port)}. ` +
          `Stop that, or choose another port: ${variable}=${port + 10_000 > 65_535 ? port - 10_000 : port + 10_000}`,
      ];
    }),
  );
  return lines.flat();
}
