import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import pc from 'picocolors';
import { logPath, rotateLog } from '../log-file.js';
import type { Settings } from '../settings.js';
import { createStack, type Stack } from '../stack.js';
import { upDetached } from './detach.js';
import { duration, megabytes } from './print.js';
import { createReport } from './report.js';

/** A signal that arrives again this soon is the same one, passed on by npm or a shell, in milliseconds. */
const sameSignalMs = 1_000;

/**
 * Starts the stack and keeps it until it is told to stop.
 * @returns 0 when it was stopped as asked
 */
export async function up(
  settings: Settings,
  options: { readonly detach?: boolean; readonly demo: boolean },
): Promise<number> {
  if (options.detach) return await upDetached(settings, options.demo);
  const log = logPath(settings.dataDir, 'launcher');
  const report = createReport(process.stdout, (line) => {
    mkdirSync(dirname(log), { recursive: true });
    rotateLog(log);
    appendFileSync(log, `${new Date().toISOString()} ${stripVTControlCharacters(line)}\n`);
  });
  const stack = await createStack({ ...settings, demo: options.demo, onEvent: report.event });
  const asked = stopAsked();
  const began = performance.now();
  report.line(`${pc.bold('agent-vitals')}  data in ${settings.dataDir}`);
  const starting = stack.start().then(
    () => 'ready' as const,
    (error: unknown) => error,
  );
  const first = await Promise.race([starting, asked]);
  if (first !== 'ready' && first !== 'stop') {
    report.end();
    throw first;
  }
  if (first === 'ready') {
    report.line('');
    for (const line of welcome(stack, options.demo, (performance.now() - began) / 1000)) {
      report.line(line);
    }
    if (process.connected) process.send?.('ready');
    await asked;
  }
  report.line('');
  const stopping = performance.now();
  await stack.stop();
  await starting;
  report.line(`Stopped in ${duration((performance.now() - stopping) / 1000)}.`);
  report.end();
  return 0;
}

/** Resolves at the first signal to stop; a later one ends the launcher at once, and is said to. */
function stopAsked(): Promise<'stop'> {
  return new Promise((resolve) => {
    let first: number | undefined;
    const onSignal = (signal: NodeJS.Signals): void => {
      const now = performance.now();
      if (first === undefined) {
        first = now;
        resolve('stop');
      } else if (now - first > sameSignalMs && signal === 'SIGINT') {
        process.stdout.write('Still stopping; every program has a few seconds to finish.\n');
      }
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  });
}

/** Whether `up --detach` has started this launcher: it then waits for a message. */
function inBackground(): boolean {
  return process.send !== undefined;
}

function welcome(stack: Stack, demo: boolean, seconds: number): readonly string[] {
  const { urls } = stack;
  const memory = stack.status().reduce((sum, program) => sum + (program.memoryBytes ?? 0), 0);
  const places = [
    ['Console', urls.console, 'health, dashboards, logs, traces: look here first'],
    ['Alerts', `${urls.console}/alerts`, 'what is open; acknowledge with one click'],
    ['Health score', urls.healthScore, 'its API: /api/v1/health, /openapi.json'],
    ['Alert history', urls.alertHistory, 'its API: /api/v1/alerts, /openapi.json'],
    ['Mailbox', urls.mailpit, 'every mail that an alert sends'],
    ['Prometheus', urls.prometheus, 'metrics, query API'],
    ['Loki', urls.loki, 'logs, query API'],
    ['Jaeger', urls.jaeger, 'traces, query API'],
    ['Alertmanager', urls.alertmanager, 'alerts, silences'],
    ['OTLP/HTTP', urls.otlp, 'send your own telemetry here'],
    ...(demo ? [['Demo API', urls.demo, 'the agent system that is watched']] : []),
  ];
  const commands = [
    ...(demo
      ? [
          ['npm run vitals -- fault tool-errors', 'break the demo and wait for the mail'],
          ['npm run vitals -- fault --list', 'all the ways to break it'],
        ]
      : []),
    ['npm run vitals -- status', 'what runs'],
    [inBackground() ? 'npm run vitals -- stop' : 'Ctrl-C', 'stop everything; the data stays'],
  ];
  return [
    pc.green(`Everything is ready after ${duration(seconds)}, in ${megabytes(memory)} of memory.`),
    '',
    ...places.map(
      ([name = '', url = '', what = '']) =>
        `  ${pc.bold(name.padEnd(13))} ${pc.cyan(url.padEnd(24))} ${pc.dim(what)}`,
    ),
    '',
    ...commands.map(([command = '', what = '']) => `  ${command.padEnd(38)} ${pc.dim(what)}`),
  ];
}
