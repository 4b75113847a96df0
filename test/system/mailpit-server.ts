import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.js';
import { cacheDir } from './system.js';
import { waitFor } from './wait.js';

/** A mailbox alone. */
export interface MailpitServer {
  readonly url: string;
  /** Where mail is handed in, as `host:port`. */
  readonly smtp: string;
  /** Ends the server and deletes its mails. */
  remove(): Promise<void>;
}

/** Starts a server out of the launcher's cache, else the one on the PATH. */
export async function startMailpitServer(): Promise<MailpitServer> {
  const folder = mkdtempSync(join(tmpdir(), 'vitals-mailpit-'));
  const [program = 'mailpit'] = globSync(join(cacheDir, 'programs/mailpit/*/mailpit'));
  const [http, smtp] = [`127.0.0.1:${await freePort()}`, `127.0.0.1:${await freePort()}`];
  const child = spawn(
    program,
    [
      `--listen=${http}`,
      `--smtp=${smtp}`,
      `--database=${join(folder, 'mailpit.db')}`,
      '--smtp-disable-rdns',
      '--disable-version-check',
    ],
    { stdio: 'ignore' },
  );
  const url = `http://${http}`;
  await waitFor('Mailpit', async () => (await fetch(`${url}/readyz`)).ok || undefined);
  return {
    url,
    smtp,
    async remove() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
