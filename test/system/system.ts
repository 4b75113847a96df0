import { mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { clearFault, faultsFile, setFault, type FaultName } from '@agent-vitals/demo/faults';
import { rateAt } from '@agent-vitals/demo/rhythm';
import {
  createStack,
  type ProgramStatus,
  type StackEvent,
  type StackUrls,
} from '@agent-vitals/stack';

/** How the system under test is started. */
export interface SystemOptions {
  /**
   * Runs of the demo's workflow in a second, whatever the hour; 0 for none but those that the test
   * starts. By default the demo's own, which follows the hours of the day.
   */
  readonly demoRunsPerSecond?: number;
  /** Whether the demo runs at all. Default true. */
  readonly demo?: boolean;
  /** Keeps its data here; by default in a temporary folder that `remove` deletes. */
  readonly dataDir?: string;
}

/** The whole of agent-vitals with its demo, run by the launcher on free ports. */
export interface System {
  readonly urls: StackUrls;
  status(): readonly ProgramStatus[];
  setFault(name: FaultName): void;
  clearFaults(): void;
  /** Stops every program and starts it again on the same data and ports. */
  restart(): Promise<void>;
  stop(): Promise<void>;
  /** Stops every program and deletes the data. */
  remove(): Promise<void>;
}

export const root: string = resolve(
  import.meta.dirname,
  import.meta.dirname.includes('/dist/') ? '../../..' : '../..',
);

/** Where built programs are kept: the same place that `npm start` keeps them. */
export const cacheDir: string =
  process.env['VITALS_CACHE_DIR'] ??
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'agent-vitals');

/**
 * Starts the stack and its demo; resolves when each program is ready.
 * @throws {Error} a program did not become ready, with the end of its log
 */
export async function startSystem(options: SystemOptions = {}): Promise<System> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'vitals-test-'));
  const rate = options.demoRunsPerSecond;
  const stack = await createStack({
    root,
    dataDir,
    cacheDir,
    ports: 'free',
    demo: options.demo ?? true,
    env: {
      ...(process.env as Record<string, string>),
      ...(rate === undefined ? {} : { VITALS_DEMO_RATE: String(meanOfDay(rate)) }),
    },
    onEvent: report,
  });
  await stack.start();
  const faults = faultsFile(dataDir);
  return {
    urls: stack.urls,
    status: () => stack.status(),
    setFault: (name) => setFault(faults, name),
    clearFaults: () => clearFault(faults),
    async restart() {
      await stack.stop();
      await stack.start();
    },
    stop: () => stack.stop(),
    async remove() {
      await stack.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The demo is told its mean of the day, of which this hour has more or less. */
const meanOfDay = (rateNow: number): number => rateNow / rateAt(1, Date.now());

let told = '';

/** Building takes minutes, so each new step is told; so is what a test would not expect. */
function report(event: StackEvent): void {
  if (event.type === 'building') {
    const line = `building ${event.name} ${event.version}: ${event.step}\n`;
    if (line !== told) process.stdout.write(line);
    told = line;
  } else if (event.type === 'died') {
    process.stdout.write(`${event.name} died: ${event.reason}\n`);
  }
}
