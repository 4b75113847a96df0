import type { ServerProgram } from './binaries/resolve.js';
import { lackOfDisk, lackOfMemory, needs } from './machine-checks.js';
import { takenPorts } from './ports.js';
import type { Ports } from './port-table.js';
import { StackError } from './stack-error.js';

/**
 * Checks, before anything is built or started, what would make the start fail later.
 * @throws {StackError} with one line for each fault and its remedy
 */
export async function preflight(options: {
  readonly ports: Ports;
  readonly programs: ReadonlySet<string>;
  readonly dataDir: string;
  readonly cacheDir: string;
  readonly missing: readonly ServerProgram[];
}): Promise<void> {
  const { dataDir, cacheDir, missing } = options;
  const building = missing.length > 0;
  const faults = [
    ...(await takenPorts(options.ports, options.programs)),
    withRemedy(
      lackOfDisk(dataDir, needs.dataDisk, 'the data'),
      'Free some, or choose another folder: VITALS_DATA_DIR=…',
    ),
    building
      ? withRemedy(
          lackOfDisk(cacheDir, needs.buildDisk, 'building the programs once'),
          'Free some, or choose another folder: VITALS_CACHE_DIR=…',
        )
      : undefined,
    building
      ? lackOfMemory(needs.buildMemory, 'building the programs once')
      : lackOfMemory(needs.memory, 'the stack'),
  ].filter((fault) => fault !== undefined);
  if (faults.length > 0) throw new StackError(faults.join('\n'));
}

function withRemedy(fault: string | undefined, remedy: string): string | undefined {
  return fault === undefined ? undefined : `${fault} ${remedy}`;
}
