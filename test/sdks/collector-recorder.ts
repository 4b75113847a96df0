import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { stringify } from 'yaml';
import { freePort } from '../system/free-port.js';
import { cacheDir } from '../system/system.js';
import { waitFor } from '../system/wait.js';
import { SIGNALS, type Recorded, type Signal } from './signals.js';

/** Takes OTLP in each of its forms. */
export interface Recorder {
  /** Of OTLP/HTTP. */
  readonly url: string;
  /** Ends when all that was taken has been written down. */
  stop(): Promise<Recorded>;
}

/** Starts the real Collector, which passes on as JSON what it takes. */
export async function startRecorder(): Promise<Recorder> {
  const recorded: Recorded = { traces: [], metrics: [], logs: [] };
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const signal = request.url?.split('/').at(-1) as Signal;
    const body = (await json(request)) as Record<string, object[]>;
    recorded[signal].push(...body[SIGNALS[signal]]!);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  };
  const sink = createServer((request, response) => void take(request, response));
  sink.listen(0, '127.0.0.1');
  await once(sink, 'listening');

  const folder = mkdtempSync(join(tmpdir(), 'vitals-record-'));
  const config = join(folder, 'config.yaml');
  const port = await freePort();
  const pipeline = { receivers: ['otlp'], exporters: ['otlp_http'] };
  const pipelines = Object.fromEntries(Object.keys(SIGNALS).map((signal) => [signal, pipeline]));
  writeFileSync(
    config,
    stringify({
      receivers: { otlp: { protocols: { http: { endpoint: `127.0.0.1:${port}` } } } },
      exporters: {
        otlp_http: {
          endpoint: `http://127.0.0.1:${(sink.address() as AddressInfo).port}`,
          encoding: 'json',
          compression: 'none',
        },
      },
      service: { telemetry: { metrics: { level: 'none' }, logs: { level: 'error' } }, pipelines },
    }),
  );
  const [program = 'otelcol-contrib'] = globSync(join(cacheDir, 'programs/collector/*/otelcol'));
  const collector = spawn(program, [`--config=${config}`], { stdio: 'inherit' });
  const ended = once(collector, 'exit');
  const url = `http://127.0.0.1:${port}`;
  await waitFor('the Collector', async () => (await fetch(url)).status > 0 || undefined);

  return {
    url,
    async stop() {
      collector.kill('SIGTERM');
      await ended;
      sink.close();
      rmSync(folder, { recursive: true, force: true });
      return recorded;
    },
  };
}
