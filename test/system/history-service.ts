import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { listeningPort } from './listening-port.js';
import { root } from './system.js';

/** The alert history as a process of its own. */
export interface HistoryService {
  readonly url: string;
  start(): Promise<void>;
  /** By default it is asked to end; `SIGKILL` is a crash. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** Creates the service; each start takes a free port. */
export function createHistoryService(options: {
  readonly dataDir: string;
  readonly alertmanagerUrl: string;
  readonly otlpUrl: string;
}): HistoryService {
  let child: ChildProcess | undefined;
  let url = '';
  return {
    get url() {
      return url;
    },
    async start() {
      child = spawn(process.execPath, [join(root, 'services/alert-history/dist/main.js')], {
        cwd: root,
        env: {
          PATH: process.env['PATH'],
          HOME: process.env['HOME'],
          VITALS_HISTORY_PORT: '0',
          VITALS_DATA_DIR: options.dataDir,
          VITALS_ALERTMANAGER_URL: options.alertmanagerUrl,
          OTEL_SERVICE_NAME: 'alert-history',
          OTEL_EXPORTER_OTLP_ENDPOINT: options.otlpUrl,
          OTEL_EXPORTER_OTLP_TIMEOUT: '1000',
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      url = `http://127.0.0.1:${await listeningPort(child)}`;
    },
    async stop(signal = 'SIGTERM') {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    },
  };
}
