import { readFile } from 'node:fs/promises';
import type { Probe } from '@agent-vitals/config';
import { Client } from 'pg';
import { failed, type Ask } from './outcome.js';

type PostgresProbe = Extract<Probe, { kind: 'postgres' }>;

/**
 * Runs a statement over a new connection, so that a server that takes no more of them is seen.
 * The transaction is read-only: a probe changes nothing, whatever its statement says.
 */
export function createPostgresProbe(probe: PostgresProbe): Ask {
  const timeoutMs = Math.ceil(probe.timeoutSeconds * 1000);
  return async (signal) => {
    let client: Client | undefined;
    try {
      const password = await readPassword(probe.passwordFile);
      client = new Client({
        host: probe.host,
        port: Number(probe.port),
        database: probe.database,
        user: probe.user,
        ...(password !== undefined && { password }),
        application_name: 'agent-vitals-probe',
        options: '-c default_transaction_read_only=on',
        connectionTimeoutMillis: timeoutMs,
        query_timeout: timeoutMs,
        // The server gives up too: a statement left behind would go on.
        statement_timeout: timeoutMs,
      });
      // Told by the promises below; without a listener it would end the process.
      client.on('error', () => {});
      const asked = client.connect().then(() => client?.query(probe.query));
      const answer = await Promise.race([asked, abortOf(signal)]);
      if ((answer?.rowCount ?? 0) > 0) return { up: true };
      return { up: false, reason: 'the statement gave no row', error: 'rows' };
    } catch (error) {
      return failed(error, signal);
    } finally {
      // It waits for the server to hang up, which one that hangs never does.
      void client?.end().catch(() => {});
    }
  };
}

/** Rejects on the signal: `pg` takes none. */
function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

async function readPassword(file: string | undefined): Promise<string | undefined> {
  return file === undefined ? undefined : (await readFile(file, 'utf8')).trim();
}
