import {
  clearFault,
  FAULTS,
  faultsFile,
  isFaultName,
  readFaults,
  setFault,
} from '@agent-vitals/demo/faults';
import pc from 'picocolors';
import type { Settings } from '../settings.js';
import { readStatus } from '../status.js';
import { print } from './print.js';

/** The names that `vitals fault` takes. */
export const faultChoices: readonly string[] = FAULTS.map(({ name }) => name);

/** Lists the faults, those that are on marked. */
export function listFaults({ dataDir }: Settings): number {
  const { active, unknown } = readFaults(faultsFile(dataDir));
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
export function switchOn({ dataDir, ports }: Settings, name: string): number {
  if (!isFaultName(name)) return 1;
  setFault(faultsFile(dataDir), name);
  const fault = FAULTS.find((each) => each.name === name);
  print(`${pc.red('●')} ${pc.bold(name)} is on. ${fault?.description ?? ''}`);
  print(`  Expect: ${fault?.expect ?? ''}`);
  print(
    `  Watch:  http://127.0.0.1:${ports.VITALS_CONSOLE_PORT}   Undo: npm run vitals -- fault clear ${name}`,
  );
  if (!readStatus(dataDir).some((program) => program.name === 'demo-api' && program.pid !== null)) {
    print(pc.yellow('  The demo does not run: the fault shows once the stack has started it.'));
  }
  return 0;
}

/** Switches one fault off, or all. */
export function clearFaults({ dataDir }: Settings, name: string | undefined): number {
  if (name !== undefined && !isFaultName(name)) return 1;
  const file = faultsFile(dataDir);
  const before = Object.keys(readFaults(file).active);
  clearFault(file, name);
  const cleared = name === undefined ? before : before.filter((each) => each === name);
  print(cleared.length === 0 ? 'Nothing to clear.' : `Cleared: ${cleared.join(', ')}`);
  return 0;
}
