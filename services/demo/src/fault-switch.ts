import { type FaultName, type FaultState, readFaults } from './faults.js';

/** Options of {@link createFaultSwitch}. */
export interface FaultSwitchOptions {
  /** How often the file is read, in milliseconds. Default: 250. */
  readonly intervalMs?: number;
  /** Called once for each change: a fault was switched on or off. */
  readonly onChange?: (name: FaultName, active: boolean) => void;
  /** Called when the file cannot be used or names what no fault is called; once for each message. */
  readonly onProblem?: (message: string) => void;
}

/** Tells a process which faults are on. */
export interface FaultSwitch {
  active(name: FaultName): boolean;
  /** Stops reading the file. */
  close(): void;
}

/**
 * Follows the faults file. While the file cannot be read, the last known state stays.
 * @param file path of the faults file; it may be missing
 */
export function createFaultSwitch(file: string, options: FaultSwitchOptions = {}): FaultSwitch {
  let active: FaultState['active'] = {};
  let lastProblem = '';

  const report = (problem: string): void => {
    if (problem !== '' && problem !== lastProblem) options.onProblem?.(problem);
    lastProblem = problem;
  };

  const read = (): void => {
    let next: FaultState;
    try {
      next = readFaults(file);
    } catch (error) {
      report((error as Error).message);
      return;
    }
    report(
      next.unknown.length === 0 ? '' : `${file}: no fault is called ${next.unknown.join(', ')}`,
    );
    const before = active;
    active = next.active;
    const names = new Set([...Object.keys(before), ...Object.keys(active)] as FaultName[]);
    for (const name of names) {
      if (name in before !== name in active) options.onChange?.(name, name in active);
    }
  };

  read();
  const timer = setInterval(read, options.intervalMs ?? 250).unref();
  return {
    active: (name) => name in active,
    close: () => clearInterval(timer),
  };
}
