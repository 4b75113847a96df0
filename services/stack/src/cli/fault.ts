import { FAULTS, isFaultName } from '@agent-vitals/demo/faults';
import pc from 'picocolors';
import { faultSwitch } from '../fault-switch.js';
import type { Settings } from '../settings.js';
import { print } from './print.js';

/** The names that `vitals fault` takes. */
export const faultChoices: readonly string[] = FAULTS.map(({ name }) => name);

/** Lists the faults, those that are on marked. */
export async function listFaults(settings: Settings): Promise<number> {
  const { active, unknown } = await faultSwitch(settings).read();
  for (const { name, description, expect } of FAULTS) {
    const since = active[name]?.since;
    const mark = since === undefined ? ' ' : pc.red('●');
    print(`${mark} ${pc.bold(name.padEnd(18))} ${description}`);
    print(`  ${' '.repeat(18)} ${pc.dim(expect)}`);
    if (since !== undefined) print(`  ${' '.repeat(18)} ${pc.red(`on since ${since}`)}`);
  }
  for (const name of unknown)
    print(pc.yellow(`? ${name} is in the faults file, but no such fault exists`));
  return 0;
}

/** Switches a fault on. */
export async function switchOn(settings: Settings, name: string): Promise<number> {
  if (!isFaultName(name)) return 1;
  const faults = faultSwitch(settings);
  await faults.set(name);
  const fault = FAULTS.find((each) => each.name === name);
  print(`${pc.red('●')} ${pc.bold(name)} is on. ${fault?.description ?? ''}`);
  print(`  Expect: ${fault?.expect ?? ''}`);
  print(
    `  Watch:  http://127.0.0.1:${settings.ports.VITALS_CONSOLE_PORT}   Undo: npm run vitals -- fault clear ${name}`,
  );
  if (!faults.demoRuns()) {
    print(pc.yellow('  The demo does not run: the fault shows once the stack has started it.'));
  }
  return 0;
}

/** Switches one fault off, or all. */
export async function clearFaults(settings: Settings, name: string | undefined): Promise<number> {
  if (name !== undefined && !isFaultName(name)) return 1;
  const faults = faultSwitch(settings);
  const before = Object.keys((await faults.read()).active);
  await faults.clear(name);
  const cleared = name === undefined ? before : before.filter((each) => each === name);
  print(cleared.length === 0 ? 'Nothing to clear.' : `Cleared: ${cleared.join(', ')}`);
  return 0;
}
