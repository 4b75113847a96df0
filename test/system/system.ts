import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clearFault, faultsFile, setFault, type FaultName } from '@agent-vitals/demo/faults';
import { rateAt } from '@agent-vitals/demo/rhythm';
import {
  createStack,
  type ProgramStatus,
  type StackEvent,
  type StackUrls,
} from '@agent-vitals/stack';
import { cacheDir, root } from './checkout.js';
import { composeFiles, startCompose } from './compose-system.js';

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
  /** Where the demo itself finds what it calls. */
  readonly called: Readonly<Record<'otlp' | 'demoModels', string>>;
  /** What makes the `vitals` command work on it. */
  readonly env: Readonly<Record<string, string>>;
  status(): readonly ProgramStatus[];
  setFault(name: FaultName): void;
  clearFaults(): void;
  /** Stops every program and starts it again on the same data and ports. */
  restart(): Promise<void>;
  /** Starts it again on the same ports, and on the data that is there. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Stops every program and deletes the data. */
  remove(): Promise<void>;
}

export { cacheDir, root } from './checkout.js';

/**
 * Starts the stack and its demo; resolves when each program is ready.
 * @throws {Error} a program did not become ready, with the end of its log
 */
export async function startSystem(options: SystemOptions = {}): Promise<System> {
  return composeFiles === undefined
    ? await startNative(options)
    : await startInContainers(composeFiles, options);
}

async function startNative(options: SystemOptions): Promise<System> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'vitals-test-'));
  const stack = await createStack({
    root,
    dataDir,
    cacheDir,
    ports: 'free',
    demo: options.demo ?? true,
    env: {
      ...(process.env as Record<string, string>),
      ...rateVariable(options),
    },
    onEvent: report,
  });
  await stack.start();
  const faults = faultsFile(dataDir);
  return {
    urls: stack.urls,
    called: stack.urls,
    env: { VITALS_DATA_DIR: dataDir },
    status: () => stack.status(),
    setFault: (name) => setFault(faults, name),
    clearFaults: () => clearFault(faults),
    async restart() {
      await stack.stop();
      await stack.start();
    },
    start: () => stack.start(),
    stop: () => stack.stop(),
    async remove() {
      await stack.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The same, of the containers of the compose file. */
async function startInContainers(
  files: readonly string[],
  options: SystemOptions,
): Promise<System> {
  const { demo = true, dataDir = mkdtempSync(join(tmpdir(), 'vitals-test-')) } = options;
  if (!demo) throw new Error('In containers the system has its demo.');
  const system = await startCompose(files, rateVariable(options));
  const fault = (...args: readonly string[]): void => {
    const program = ['node', 'services/demo/dist/fault/main.js'];
    system.compose('exec', '-T', 'demo-api', ...program, ...args);
  };
  return {
    urls: system.urls,
    env: { ...system.env, VITALS_DATA_DIR: dataDir },
    called: { otlp: 'http://collector:4318', demoModels: 'http://demo-models:8091' },
    status() {
      throw new Error('Of containers `docker compose ps` tells.');
    },
    setFault: (name) => fault('set', name),
    clearFaults: () => fault('clear'),
    async restart() {
      await system.down();
      await system.up();
    },
    start: () => system.up(),
    stop: () => system.down(),
    async remove() {
      await system.remove();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function rateVariable({ demoRunsPerSecond: rate }: SystemOptions): Record<string, string> {
  return rate === undefined ? {} : { VITALS_DEMO_RATE: String(meanOfDay(rate)) };
}

/** The demo is told its mean of the day, of which this hour has more or less. */
const meanOfDay = (rateNow: number): number => rateNow / rateAt(1, Date.now());

let told = '';

/** Building takes minutes, so each new step is told; so is what a test would not expect. */
export function report(event: StackEvent): void {
  if (event.type === 'building') {
    const line = `building ${event.name} ${event.version}: ${event.step}\n`;
    if (line !== told) process.stdout.write(line);
    told = line;
  } else if (event.type === 'died') {
    process.stdout.write(`${event.name} died: ${event.reason}\n`);
  }
}
