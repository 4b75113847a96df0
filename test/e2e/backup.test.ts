import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deliver } from '../system/demo.js';
import { traceIds } from '../system/jaeger.js';
import { getJson } from '../system/http.js';
import { alertAndSilence, reportScore, SCORED_PROMPT } from '../system/known-content.js';
import {
  keepSending,
  SENDER,
  sendNumbered,
  storedNumbers,
  traceIdOf,
} from '../system/numbered-telemetry.js';
import { queryValue } from '../system/prometheus.js';
import { stackAnswers, type StackAnswers } from '../system/stack-answers.js';
import { startSystem, type System } from '../system/system.js';
import { runVitals } from '../system/vitals-command.js';
import { waitFor } from '../system/wait.js';

/** How old telemetry must be to have arrived for certain, in milliseconds. */
const ARRIVED_MS = 15_000;

/** What a stack answers, and what it knows of the prompt that was scored. */
type Answers = StackAnswers & { readonly prompt: unknown };

let folder: string;
let file: string;
let system: System;
/** What the stack answered about the time up to the backup, when it was running on. */
let before: Answers;
/** The time that both stacks are asked about, in milliseconds since 1970. */
let until: number;
/** A run of the demo before the backup. */
let traceId: string;

/**
 * Without what the prompt analytics tell of the time before: the demo of a restored stack makes up a
 * past of its prompts anew.
 */
const MATCHER = 'service_name=~".+", service_name!="prompt-analytics"';

async function ask(): Promise<Answers> {
  const { urls } = system;
  const [answers, prompt] = await Promise.all([
    stackAnswers(urls, { until, matcher: MATCHER, service: SENDER, traceId }),
    scoredPrompt(),
  ]);
  return { ...answers, prompt };
}

async function scoredPrompt(): Promise<unknown> {
  const { prompts } = await getJson<{ prompts: readonly { name: string }[] }>(
    system.urls.promptAnalytics,
    '/api/v1/prompts',
    { to: new Date(until).toISOString() },
  );
  return prompts.find(({ name }) => name === SCORED_PROMPT);
}

/** Runs `vitals` on the system. */
async function vitals(...args: readonly string[]): Promise<string> {
  const command = runVitals(args, system.env);
  const code = await command.ended;
  const said = command.output();
  expect(code, said).toBe(0);
  return said;
}

/** How many of what was sent each store has. */
const stored = async (): Promise<unknown> => {
  const { lines, ...counts } = await storedNumbers(system.urls);
  return { ...counts, logs: lines.length };
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vitals-test-'));
  file = join(folder, 'vitals.tar.zst');
  system = await startSystem({ demoRunsPerSecond: 0.5 });
});
afterAll(async () => {
  await system?.remove();
  rmSync(folder, { recursive: true, force: true });
});

it('backs up under load, and the stack loses nothing of what it is sent meanwhile [O2]', async () => {
  const sender = keepSending((n) => sendNumbered(system.urls.otlp, n), 50);
  await alertAndSilence(system.urls);
  await reportScore(system.urls);
  ({ traceId } = await deliver(system.urls.demo, 'before the backup'));
  await sleep(2 * ARRIVED_MS);

  const said = await vitals('backup', file);
  process.stdout.write(said);
  await sleep(2_000);
  const sent = await sender.stop();

  expect(sent).toBeGreaterThan(300);
  const all = { traces: sent, logs: sent, metrics: sent };
  await waitFor('all that was sent', async () => {
    expect(await stored()).toEqual(all);
    return true;
  });
  const takenAt = /at (\S+Z) by/.exec(await vitals('restore', '--check', file))![1]!;
  until = Date.parse(takenAt) - ARRIVED_MS;
  before = await ask();
  expect(Object.keys(before.metrics).length).toBeGreaterThan(500);
  expect(before.logs[SENDER]).toBeGreaterThan(100);
  expect(before.traces.length).toBeGreaterThan(100);
  expect(before.trace).toHaveLength(1);
  expect(before.alerts).toContainEqual(expect.objectContaining({ acknowledgedBy: 'bob' }));
  expect(before.silences).toHaveLength(2);
  expect(before.prompt).toMatchObject({ versions: [{ version: '1' }] });
});

it('restores into an empty place a stack that answers as the one before, and goes on [O2]', async () => {
  await system.remove();
  await vitals('restore', file);
  await system.start();
  expect(await ask()).toEqual(before);

  const { urls } = system;
  const { lines } = await storedNumbers(urls);
  await sendNumbered(urls.otlp, 1_000_000);
  await waitFor('what is sent to the restored stack', async () => {
    expect((await storedNumbers(urls)).lines).toHaveLength(lines.length + 1);
    expect(await traceIds(urls.jaeger, SENDER)).toContain(traceIdOf(1_000_000));
    expect(await queryValue(urls.prometheus, 'sent_total{n="1000000"}')).toBe(1);
    return true;
  });
});
