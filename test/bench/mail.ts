import { faultToMail } from '../system/fault-to-mail.js';
import { startSystem } from '../system/system.js';
import type { Bench } from './bench.js';

const ROUNDS = 3;
const FAULTS = ['tool-errors', 'llm-errors'] as const;

/** From the moment a fault begins to the moment its mail is in the mailbox, and the same for its end. */
export const mail: Bench = {
  description: 'from a fault to its e-mail, and from its end to the resolved one',
  async run() {
    const system = await startSystem({ demoRunsPerSecond: 1 });
    const fired = new Map<string, number[]>(FAULTS.map((fault) => [fault, []]));
    const resolved = new Map<string, number[]>(FAULTS.map((fault) => [fault, []]));
    try {
      for (let round = 0; round < ROUNDS; round++) {
        for (const fault of FAULTS) {
          const seconds = await faultToMail(system, fault);
          fired.get(fault)!.push(seconds.firing);
          resolved.get(fault)!.push(seconds.resolved);
          console.log(
            `${fault}: ${seconds.firing.toFixed(1)} s, over: ${seconds.resolved.toFixed(1)} s`,
          );
        }
      }
    } finally {
      await system.remove();
    }
    return FAULTS.flatMap((fault) => [
      { measure: `${fault} to mail`, unit: 's', values: fired.get(fault)! },
      { measure: `${fault} over to resolved mail`, unit: 's', values: resolved.get(fault)! },
    ]);
  },
};
