import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listeningPort } from './listening-port.js';
import { root } from './system.js';

/** The service as the stack runs it: a process of its own, with its telemetry. */
export interface HealthService {
  readonly url: string;
  /** Resident memory of the process now, in bytes. */
  memoryBytes(): number;
  stop(): Promise<void>;
}

const READY_MS = 20_000;

/** Starts the service on a free port; resolves when it has evaluated once. */
export async function startHealthService(prometheusUrl: string): Promise<HealthService> {
  const child = spawn(
    process.execPath,
    [
      '--max-semi-space-size=1',
      '--import',
      '@agent-vitals/instrumentation/register',
      join(root, 'services/health-score/dist/main.js'),
    ],
    {
      cwd: root,
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        MALLOC_ARENA_MAX: '2',
        VITALS_HEALTH_PORT: '0',
        VITALS_PROMETHEUS_URL: prometheusUrl,
        VITALS_HEALTH_REQUESTS_PER_MINUTE: '10000000',
        OTEL_SERVICE_NAME: 'health-score',
        // Telemetry is made and sent, to where it is refused at once.
        OTEL_EXPORTER_OTLP_ENDPOINT: prometheusUrl,
      },
      // The telemetry's complaints about its receiver say nothing here.
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  const url = `http://127.0.0.1:${await listeningPort(child)}`;
  const until = performance.now() + READY_MS;
  while ((await fetch(`${url}/readyz`)).status !== 200) {
    if (performance.now() > until) throw new Error(`${url} is not ready after ${READY_MS} ms`);
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  return {
    url,
    memoryBytes: () => {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
    },
    async stop() {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
