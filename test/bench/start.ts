import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSystem } from '../system/system.js';
import type { Bench, Series } from './bench.js';

const STARTS = 5;

/** How long the whole stack takes to be ready on empty data and on its own, and what it holds in memory. */
export const start: Bench = {
  description: 'the whole stack with its demo, from nothing running to every program ready',
  async run() {
    const first: number[] = [];
    const second: number[] = [];
    const memory = new Map<string, number[]>();
    for (let round = 0; round < STARTS; round++) {
      const dataDir = mkdtempSync(join(tmpdir(), 'vitals-bench-'));
      try {
        for (const seconds of [first, second]) {
          const began = performance.now();
          const system = await startSystem({ dataDir });
          seconds.push((performance.now() - began) / 1000);
          if (seconds === second) {
            let total = 0;
            for (const program of system.status()) {
              const megabytes = (program.memoryBytes ?? 0) / 1e6;
              total += megabytes;
              memory.set(program.name, [...(memory.get(program.name) ?? []), megabytes]);
            }
            memory.set('all programs', [...(memory.get('all programs') ?? []), total]);
          }
          await system.stop();
        }
      } finally {
        rmSync(dataDir, { recursive: true, force: true });
      }
    }
    return [
      { measure: 'start on empty data', unit: 's', values: first },
      { measure: 'start on its own data', unit: 's', values: second },
      ...[...memory].map(([name, values]): Series => ({
        measure: `memory of ${name}`,
        unit: 'MB',
        values,
      })),
    ];
  },
};
