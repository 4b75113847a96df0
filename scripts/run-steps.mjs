import { join } from 'node:path';
import { root } from './paths.mjs';
import { isInterrupted, run } from './run.mjs';

/** Preparation that takes longer than this is told, in milliseconds. */
const silentMs = 2_000;

/**
 * Runs what a command needs first.
 * @param {import('./commands.mjs').Command} command
 * @returns {Promise<number>} the exit code
 */
export async function prepare(command) {
  for (const step of command.prepare) {
    const note = setTimeout(() => console.error(`${capital(step.title)} …`), silentMs);
    // What runs after may print JSON: only its own words may be on stdout.
    const code = await runStep(step, { stdoutToStderr: true });
    clearTimeout(note);
    if (code !== 0) {
      if (!isInterrupted())
        console.error(`The step "${step.title}" failed; its own words are above.`);
      return code;
    }
  }
  return 0;
}

/**
 * Runs a command that is prepared.
 * @param {import('./commands.mjs').Command} command
 * @param {readonly string[]} args for the program that takes the terminal
 * @returns {Promise<number>} the exit code
 */
export async function runCommand(command, args) {
  if (command.run !== undefined) return await run([...command.run, ...args]);
  return await runAll(command.steps);
}

/** Runs every step, whether or not one before has failed, and sums up. */
async function runAll(steps) {
  const results = [];
  for (const step of steps.filter(({ needed }) => needed?.() !== false)) {
    if (isInterrupted()) break;
    const began = performance.now();
    console.log(`\n— ${step.title}`);
    const code = await runStep(step);
    results.push({ title: step.title, code, seconds: (performance.now() - began) / 1000 });
  }
  console.log();
  for (const { title, code, seconds } of results) {
    console.log(
      `${code === 0 ? '✓' : '✗'} ${title.padEnd(34)} ${seconds.toFixed(1).padStart(7)} s`,
    );
  }
  const failed = results.filter(({ code }) => code !== 0);
  if (isInterrupted()) console.log('Interrupted.');
  else if (failed.length > 0) console.log(`Failed: ${failed.map(({ title }) => title).join(', ')}`);
  else console.log('All well.');
  return isInterrupted() ? 130 : (failed[0]?.code ?? 0);
}

async function runStep(step, options = {}) {
  if (step.needed?.() === false) return 0;
  if (typeof step.run === 'function') return await step.run();
  return await run(step.run, { ...options, cwd: join(root, step.cwd ?? '.') });
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
