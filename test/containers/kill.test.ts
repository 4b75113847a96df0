import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PROJECT } from '../system/compose-system.js';
import { waitUntilWell } from '../system/fault-to-mail.js';
import { mails } from '../system/mailpit.js';
import { keepSending, sendNumbered, storedNumbers } from '../system/numbered-telemetry.js';
import { queryValue } from '../system/prometheus.js';
import { startSystem, type System } from '../system/system.js';
import { waitFor } from '../system/wait.js';

/** Each that has a part in telemetry or alerts, in the order in which they are killed. */
const VICTIMS = [
  'alertmanager',
  'prometheus',
  'loki',
  'jaeger',
  'collector',
  'host-metrics',
  'alert-history',
  'health-score',
  'prompt-analytics',
  'console',
  'mailpit',
] as const;

/** How long a container stays away, in milliseconds. */
const AWAY_MS = 3_000;

/** How often something is sent, in milliseconds. */
const EVERY_MS = 100;

type Counts = Readonly<Record<'metrics' | 'lines' | 'traces', number>>;

let system: System;

beforeAll(async () => {
  system = await startSystem({ demoRunsPerSecond: 1 });
});
afterAll(async () => system?.remove());

it('loses nothing that was accepted and misses no alert while each container in turn is killed', async () => {
  await waitUntilWell(system);
  const sender = keepSending(sendUntilTaken, EVERY_MS);
  const since = new Date().toISOString();
  const mailed = async (state: string): Promise<true> =>
    await waitFor(
      `a mail ${state}`,
      async () =>
        (await mails(system.urls.mailpit, state)).some(({ Created }) => Created >= since) ||
        undefined,
      300_000,
    );

  // The alert begins while what evaluates and sends it is killed.
  system.setFault('tool-errors');
  for (const victim of VICTIMS.slice(0, 2)) await killAndStart(victim);
  await mailed('FIRING critical');
  system.clearFaults();
  for (const victim of VICTIMS.slice(2)) await killAndStart(victim);
  await mailed('RESOLVED critical');

  const sent = await sender.stop();
  const all = { traces: sent, metrics: sent, lines: sent };
  const stored = await waitFor('everything that was sent', async () => {
    const counts = await countStored();
    return isDeepStrictEqual(counts, all) ? counts : undefined;
  }).catch(countStored);
  process.stdout.write(`sent and accepted: ${sent} of each; stored: ${told(stored)}\n`);
  expect(stored).toEqual(all);

  // The demo goes on, so a queue is empty at some moments only.
  await waitFor(
    'empty queues',
    async () => {
      const least = 'max(min_over_time(otelcol_exporter_queue_size[2m]))';
      return (await queryValue(system.urls.prometheus, least)) === 0 || undefined;
    },
    240_000,
  );
}, 900_000);

/** What is not taken is sent again as it is, as an SDK would. */
async function sendUntilTaken(n: number): Promise<void> {
  while (
    !(await sendNumbered(system.urls.otlp, n).then(
      () => true,
      () => false,
    ))
  ) {
    await sleep(EVERY_MS);
  }
}

/** Counts what is stored; what arrived twice counts once. */
async function countStored(): Promise<Counts> {
  const { lines, ...counts } = await storedNumbers(system.urls);
  return { ...counts, lines: new Set(lines).size };
}

const told = ({ metrics, lines, traces }: Counts): string =>
  `${metrics} metrics, ${lines} log lines, ${traces} traces`;

/** Kills a container as the kernel would, and starts it again as an operator would. */
async function killAndStart(service: string): Promise<void> {
  const id = `${PROJECT}-${service}-1`;
  docker('kill', '--signal=KILL', id);
  await sleep(AWAY_MS);
  docker('start', id);
  await waitFor(
    `${service} to be well again`,
    async () => {
      const state = docker('inspect', '--format={{json .State}}', id);
      const { Running, Health } = JSON.parse(state) as {
        Running: boolean;
        Health?: { Status: string };
      };
      return (Running && (Health?.Status ?? 'healthy') === 'healthy') || undefined;
    },
    120_000,
  );
}

const docker = (...args: readonly string[]): string =>
  execFileSync('docker', args, { encoding: 'utf8' }).trim();
