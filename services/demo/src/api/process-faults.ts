import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import type { FaultSwitch } from '../fault-switch.js';

/** What the leak retains at a time, in bytes. */
const LEAK_BYTES = 2 * 1024 * 1024;
/** How many of these in a second, and at most: the alert about a leak wants it to last for 100 s. */
const LEAKS_PER_SECOND = 4;
const MOST_LEAKS = 480;

/** The faults of a whole process. */
export interface ProcessFaults {
  /** Ends the thread and frees the memory. */
  close(): void;
}

/** Lets `cpu-hog` and `memory-leak` act on this process while they are on. */
export function startProcessFaults(faults: Pick<FaultSwitch, 'active'>): ProcessFaults {
  let hog: Worker | undefined;
  let leaked: number[][] = [];
  let leaksSinceMs: number | undefined;

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
      if (leaksSinceMs === undefined) {
        // What is freed meanwhile would hide some of what is not.
        collectGarbage();
        leaksSinceMs = performance.now();
      }
      // By the clock: a busy process leaks as fast as an idle one.
      const seconds = (performance.now() - leaksSinceMs) / 1000;
      while (leaked.length < Math.min(MOST_LEAKS, LEAKS_PER_SECOND * seconds)) {
        leaked.push(Array.from({ length: LEAK_BYTES / 8 }, () => Math.random()));
      }
    } else if (leaksSinceMs !== undefined) {
      leaksSinceMs = undefined;
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

/** Node frees memory late when it has little to do: a leak must be seen to begin, and to be cleared. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}
