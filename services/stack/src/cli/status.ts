import Table from 'cli-table3';
import pc from 'picocolors';
import { composeProject } from '../compose/project.js';
import { composeRecord } from '../compose/run-record.js';
import { composeStatus } from '../compose/status.js';
import type { Settings } from '../settings.js';
import { readStatus, type ProgramStatus } from '../status.js';
import { megabytes, print } from './print.js';

const colours: Partial<Record<ProgramStatus['state'], (text: string) => string>> = {
  ready: pc.green,
  starting: pc.yellow,
  restarting: pc.red,
  orphaned: pc.red,
};

/**
 * Shows every program.
 * @returns 0 when all are ready, else 1
 */
export async function showStatus(settings: Settings, json: boolean): Promise<number> {
  const { dataDir } = settings;
  const containers = composeRecord.read(dataDir);
  const programs =
    containers === undefined
      ? readStatus(dataDir)
      : await composeStatus(composeProject(settings, containers.demo));
  if (json) print(JSON.stringify(programs, undefined, 2));
  else if (programs.length === 0) print(`Nothing runs with the data folder ${dataDir}.`);
  else printTable(programs);
  return programs.length > 0 && programs.every(({ state }) => state === 'ready') ? 0 : 1;
}

function printTable(programs: readonly ProgramStatus[]): void {
  const table = new Table({
    head: ['program', 'state', 'version', 'pid', 'address', 'memory'],
    style: { head: [], border: [] },
    colAligns: ['left', 'left', 'left', 'right', 'left', 'right'],
    chars: bare,
  });
  for (const { name, state, version, pid, address, memoryBytes } of programs) {
    const colour = colours[state] ?? ((text: string): string => text);
    table.push([
      name,
      colour(state),
      version,
      pid ?? '',
      address ?? '',
      memoryBytes === null ? '' : megabytes(memoryBytes),
    ]);
  }
  const total = programs.reduce((sum, { memoryBytes }) => sum + (memoryBytes ?? 0), 0);
  print(table.toString());
  if (total > 0) print(`${' '.repeat(2)}${megabytes(total)} of memory in all`);
  if (programs.some(({ state }) => state === 'orphaned')) {
    print(
      pc.red('The launcher was killed; nothing watches these programs. `vitals stop` ends them,'),
    );
    print(pc.red('`vitals up` ends them and starts afresh.'));
  }
}

/** No lines: a table that can be copied and cut by columns. */
const bare = Object.fromEntries(
  ['top', 'bottom', 'left', 'right', 'mid']
    .flatMap((side) => [side, `${side}-mid`, `${side}-left`, `${side}-right`])
    .concat('middle')
    .map((key) => [key, '']),
);
