/**
 * Records a sample for the test of upgrades: a backup of a small stack, and what it answered. Do it
 * before the version of a program or the way that a service stores its data is changed.
 *
 *     npm run record-upgrade
 */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { alertAndSilence } from '../system/known-content.js';
import { SENDER, sendNumbered, traceIdOf } from '../system/numbered-telemetry.js';
import { stackAnswers, type Questions } from '../system/stack-answers.js';
import { runVitals } from '../system/vitals-command.js';
import { archiveOf, createSampleStack, writeSample } from './samples.js';

const stack = await createSampleStack();
try {
  await stack.start();
  const { urls } = stack;
  const version = stack.status().find(({ name }) => name === 'console')?.version ?? '';
  const name = `${version}-${new Date().toISOString().slice(0, 10)}`;
  const archive = archiveOf(name);
  mkdirSync(dirname(archive), { recursive: true });
  await alertAndSilence(urls);
  for (let n = 1; n <= 20; n += 1) {
    await sendNumbered(urls.otlp, n);
    await sleep(500);
  }
  await sleep(10_000);
  const questions: Questions = {
    until: Date.now(),
    matcher: `service_name="${SENDER}"`,
    service: SENDER,
    traceId: traceIdOf(1),
  };
  const backup = runVitals(['backup', '--force', archive], stack.env);
  const code = await backup.ended;
  process.stdout.write(backup.output());
  if (code !== 0) throw new Error('The sample was not backed up.');
  writeSample({ name, archive, questions, answers: await stackAnswers(urls, questions) });
} finally {
  await stack.remove();
}
