import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { freePort } from './free-port.js';
import { cacheDir } from './system.js';
import { waitFor } from './wait.js';

/** A notification that arrived. */
interface Notification {
  readonly receiver: string;
  readonly status: 'firing' | 'resolved';
  readonly alerts: readonly { readonly labels: Readonly<Record<string, string>> }[];
}

/** An Alertmanager alone, with two levels of escalation, short times and one rule of inhibition. */
export interface AlertmanagerServer {
  readonly url: string;
  /** As `VITALS_DATA_DIR`: its events are in `alertmanager/events.jsonl`. */
  readonly dataDir: string;
  readonly notifications: readonly Notification[];
  start(): Promise<void>;
  /** Ends the server; the data stays for the next start. */
  stop(): Promise<void>;
  remove(): Promise<void>;
  /** Fires an alert, or ends it. */
  tell(
    labels: Readonly<Record<string, string>>,
    state?: 'firing' | 'resolved',
    annotations?: Readonly<Record<string, string>>,
  ): Promise<void>;
}

/** How long the second level waits: its alert must be acknowledged within that time. */
const RESPONSE_SECONDS = 8;

const configOf = (dataDir: string, webhook: string): string => `
route:
  receiver: level-1
  group_by: ['...']
  group_wait: 1s
  group_interval: 2s
  repeat_interval: 4h
  routes:
    - receiver: level-1
      continue: true
    - receiver: level-2
      group_wait: ${RESPONSE_SECONDS}s
inhibit_rules:
  - source_matchers: ['alertname="DatabaseDown"']
    target_matchers: ['needs="database"']
receivers:
  - name: level-1
    webhook_configs: [{ url: '${webhook}/', send_resolved: true }]
  - name: level-2
    webhook_configs: [{ url: '${webhook}/', send_resolved: true }]
event_recorder:
  file_outputs:
    - path: ${join(dataDir, 'alertmanager', 'events.jsonl')}
`;

/**
 * Creates a server out of the launcher's cache, else of the one on the PATH.
 * @param render its configuration, which notifies a webhook. Default: two levels
 */
export async function createAlertmanagerServer(
  render: (dataDir: string, webhook: string) => string = configOf,
): Promise<AlertmanagerServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitals-alertmanager-'));
  mkdirSync(join(dataDir, 'alertmanager'));
  const notifications: Notification[] = [];
  const take = async (request: IncomingMessage): Promise<void> => {
    notifications.push((await json(request)) as Notification);
  };
  const webhook = createServer((request, response) => {
    void take(request).then(() => response.end());
  }).listen(0, '127.0.0.1');
  await once(webhook, 'listening');
  const { port } = webhook.address() as AddressInfo;
  const config = join(dataDir, 'alertmanager.yml');
  writeFileSync(config, render(dataDir, `http://127.0.0.1:${port}`));

  const [program = 'alertmanager'] = globSync(
    join(cacheDir, 'programs/alertmanager/*/alertmanager'),
  );
  const address = `127.0.0.1:${await freePort()}`;
  const url = `http://${address}`;
  const started = new Map<string, string>();
  let child: ChildProcess | undefined;
  const stop = async (): Promise<void> => {
    if (child === undefined || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  };

  return {
    url,
    dataDir,
    notifications,
    async start() {
      child = spawn(
        program,
        [
          `--config.file=${config}`,
          `--storage.path=${join(dataDir, 'alertmanager')}`,
          `--web.listen-address=${address}`,
          '--cluster.listen-address=',
          '--enable-feature=event-recorder',
        ],
        { stdio: 'ignore' },
      );
      await waitFor('Alertmanager', async () => (await fetch(`${url}/-/ready`)).ok || undefined);
    },
    stop,
    async remove() {
      await stop();
      webhook.closeAllConnections();
      webhook.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
    async tell(labels, state = 'firing', annotations = { summary: 'It fails.' }) {
      const name = JSON.stringify(labels);
      const startsAt = (state === 'resolved' && started.get(name)) || new Date().toISOString();
      started.set(name, startsAt);
      // As Prometheus: what fires ends later, unless it is told again.
      const endsAt = new Date(Date.now() + (state === 'firing' ? 3_600_000 : 0)).toISOString();
      const response = await fetch(`${url}/api/v2/alerts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify([{ labels, annotations, startsAt, endsAt }]),
      });
      if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    },
  };
}
