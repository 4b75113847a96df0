import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.js';
import { cacheDir } from './system.js';
import { waitFor } from './wait.js';

/** A Prometheus alone, with data of its own. */
export interface PrometheusServer {
  readonly url: string;
  /** Folder of its data. */
  readonly dataDir: string;
  start(): Promise<void>;
  /** Ends the server; the data stays for the next start. */
  stop(): Promise<void>;
  /** Ends the server and deletes the data. */
  remove(): Promise<void>;
  /** Sends OTLP metrics as JSON; what it refuses is an error. */
  send(payload: object): Promise<void>;
}

/** As prometheus/prometheus.yml has it, without rules and targets. */
const CONFIG = `
otlp:
  translation_strategy: UnderscoreEscapingWithSuffixes
  convert_histograms_to_nhcb: true
  promote_resource_attributes: [service.name]
`;

/**
 * Creates a server out of the launcher's cache, else of the one on the PATH.
 * @param content its configuration. Default: no rules and targets
 */
export async function createPrometheusServer(content: string = CONFIG): Promise<PrometheusServer> {
  const folder = mkdtempSync(join(tmpdir(), 'vitals-prometheus-'));
  const config = join(folder, 'prometheus.yml');
  const dataDir = join(folder, 'data');
  writeFileSync(config, content);
  const [program = 'prometheus'] = globSync(join(cacheDir, 'programs/prometheus/*/prometheus'));
  const address = `127.0.0.1:${await freePort()}`;
  const url = `http://${address}`;
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
    async start() {
      child = spawn(
        program,
        [
          `--config.file=${config}`,
          `--storage.tsdb.path=${dataDir}`,
          '--storage.tsdb.retention.time=90d',
          `--web.listen-address=${address}`,
          '--web.enable-otlp-receiver',
          '--enable-feature=created-timestamp-zero-ingestion',
        ],
        { stdio: 'ignore' },
      );
      await waitFor('Prometheus', async () => (await fetch(`${url}/-/ready`)).ok || undefined);
    },
    stop,
    async remove() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
    async send(payload) {
      const response = await fetch(`${url}/api/v1/otlp/v1/metrics`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(payload),
      });
      if (!response.ok) throw new Error(`OTLP: ${response.status} ${await response.text()}`);
    },
  };
}
