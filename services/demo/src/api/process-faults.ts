import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import type { FaultSwitch } from '../fault-switch.js';

/** What the leak retains every quarter of a second, in bytes, and at most. */
const LEAK_BYTES = 2 * 1024 * 1024;
const MOST_LEAKED_BYTES = 400 * 1024 * 1024;

/** The faults of a whole process. */
export interface ProcessFaults {
  /** Ends the thread and frees the memory. */
  close(): void;
}

/** Lets `cpu-hog` and `memory-leak` act on this process while they are on. */
export function startProcessFaults(faults: Pick<FaultSwitch, 'active'>): ProcessFaults {
  let hog: Worker | undefined;
  let leaked: number[][] = [];

  const followHog = (): void => {
    if (faults.active('cpu-hog')) {
      // Without the arguments and environment of the process the thread loads no instrumentation.
      hog ??= new Worker('for (;;);', { eval: true, execArgv: [], env: {} });
    } else if (hog !== undefined) {
      void hog.terminate();
      hog = undefined;
    }
  };

  const followLeak = (): void => {
    if (faults.active('memory-leak')) {
      if (leaked.length * LEAK_BYTES < MOST_LEAKED_BYTES) {
        leaked.push(Array.from({ length: LEAK_BYTES / 8 }, () => Math.random()));
      }
    } else if (leaked.length > 0) {
      leaked = [];
      collectGarbage();
    }
  };

  const timer = setInterval(() => {
    followHog();
    followLeak();
  }, 250).unref();
  return {
    close() {
      clearInterval(timer);
      void hog?.terminate();
      leaked = [];
    },
  };
}

/** Node frees memory late when it has little to do, but a cleared fault must be seen to be cleared. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}
