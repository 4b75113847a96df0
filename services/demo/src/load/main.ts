import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { z } from 'zod';
import { logLevel, rate, readEnvironment } from '../environment.js';
import { createRandom } from '../random.js';
import { createRhythm } from './rhythm.js';
import { createVisitor } from './visitor.js';

/** Look-ups for each delivery. */
const BROWSING = 3;
/** Deliveries at the start, so that the dashboards have something to show at once. */
const BURST = 12;
const BURST_PAUSE_MS = 700;
/** Deliveries and look-ups at a time; what comes on top stays away. */
const MOST_IN_FLIGHT = 60;

const HOUR_MS = 3_600_000;

const environment = readEnvironment(
  z.object({
    VITALS_DEMO_URL: z.url('must be the URL of the demo API').default('http://127.0.0.1:8090'),
    VITALS_DEMO_RATE: rate(50).default(0.8),
    LOG_LEVEL: logLevel,
  }),
  process.env,
);
const log = pino({ name: 'demo-load', level: environment.LOG_LEVEL });
const stop = new AbortController();
const { signal } = stop;
for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => stop.abort());

const visitor = createVisitor({
  url: environment.VITALS_DEMO_URL,
  random: createRandom(7),
  log,
  signal,
});

let inFlight = 0;
function start(visit: () => Promise<void>): void {
  if (inFlight >= MOST_IN_FLIGHT) return;
  inFlight += 1;
  visit()
    .catch((error: unknown) => {
      if (!signal.aborted) log.warn({ err: error }, 'visit failed');
    })
    .finally(() => {
      inFlight -= 1;
    });
}

/** Starts a visit after each pause, until the process stops. */
async function repeat(pauseMs: (nowMs: number) => number, visit: () => Promise<void>) {
  while (!signal.aborted) {
    await sleep(pauseMs(Date.now()), undefined, { signal });
    start(visit);
  }
}

async function run(): Promise<void> {
  if (environment.VITALS_DEMO_RATE === 0) {
    log.info('no load, as VITALS_DEMO_RATE asks');
    for (;;) await sleep(HOUR_MS, undefined, { signal });
  }
  while (!(await visitor.ready())) await sleep(500, undefined, { signal });
  log.info({ rate: environment.VITALS_DEMO_RATE }, 'load begins');
  for (let i = 0; i < BURST; i++) {
    start(visitor.deliver);
    start(visitor.browse);
    await sleep(BURST_PAUSE_MS, undefined, { signal });
  }
  await Promise.all([
    repeat(createRhythm(environment.VITALS_DEMO_RATE, 11), visitor.deliver),
    repeat(createRhythm(environment.VITALS_DEMO_RATE * BROWSING, 13), visitor.browse),
  ]);
}

await run().catch((error: unknown) => {
  if (!signal.aborted) throw error;
});
log.info('load ends');
process.exit(0);
