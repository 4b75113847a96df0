import {
  clearFault,
  faultsFile,
  readFaults,
  setFault,
  type FaultName,
  type FaultState,
} from '@agent-vitals/demo/faults';
import { composeProject } from './compose/project.js';
import { composeRecord } from './compose/run-record.js';
import type { Settings } from './settings.js';
import { StackError } from './stack-error.js';
import { readStatus } from './status.js';

/** Switches the faults of the demo, wherever it runs. */
export interface FaultSwitch {
  read(): Promise<FaultState>;
  set(name: FaultName): Promise<void>;
  /** @param name default: all */
  clear(name?: FaultName): Promise<void>;
  demoRuns(): boolean;
}

/** The switch of the stack that runs with the data folder. */
export function faultSwitch(settings: Settings): FaultSwitch {
  const { dataDir } = settings;
  const file = faultsFile(dataDir);
  if (composeRecord.read(dataDir) !== undefined) return switchInContainer(settings);
  return {
    read: async () => readFaults(file),
    set: async (name) => setFault(file, name),
    clear: async (name) => clearFault(file, name),
    demoRuns: () =>
      readStatus(dataDir).some(({ name, pid }) => name === 'demo-api' && pid !== null),
  };
}

/** In containers the file is in a volume: a program of the demo's image changes it. */
function switchInContainer(settings: Settings): FaultSwitch {
  const run = async (...args: string[]): Promise<string> => {
    const command = ['node', 'services/demo/dist/fault/main.js', ...args];
    const exec = ['exec', '-T', 'demo-api', ...command];
    const { code, stdout, stderr } = await composeProject(settings, true).run(exec);
    if (code === 0) return stdout;
    throw new StackError(`The demo's container cannot switch its faults: ${stderr.trim()}`);
  };
  return {
    read: async () => JSON.parse(await run('show')) as FaultState,
    set: async (name) => void (await run('set', name)),
    clear: async (name) => void (await run('clear', ...(name === undefined ? [] : [name]))),
    demoRuns: () => true,
  };
}
