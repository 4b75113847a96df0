/** Works far more than its backend takes, and prints by how many MB its memory grew. */
import { agent } from '@agent-vitals/instrumentation';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const work = agent('worker', async (text: string) => text.length);

/** Bytes in use after so many invocations. */
const memoryAfter = async (invocations: number): Promise<number> => {
  for (let done = 0; done < invocations; done += 1) {
    await work('x'.repeat(100));
    if (done % 100 === 0) await turn();
  }
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

// Enough to fill every queue.
const before = await memoryAfter(3000);
const after = await memoryAfter(6000);
process.stdout.write(String((after - before) / 2 ** 20));
