import type { Settings } from '../settings.js';
import { stopFromOutside } from '../stop-from-outside.js';
import { duration, print } from './print.js';

/** Stops the stack that runs with the data folder. */
export async function stop({ dataDir }: Settings): Promise<number> {
  const began = performance.now();
  const { launcher, strays } = await stopFromOutside(dataDir);
  const took = duration((performance.now() - began) / 1000);
  if (launcher === undefined && strays.length === 0) {
    print(`Nothing runs with the data folder ${dataDir}.`);
  } else if (strays.length > 0) {
    print(`Stopped in ${took}; ended what a killed launcher had left: ${strays.join(', ')}.`);
  } else {
    print(`Stopped in ${took}. The data stays in ${dataDir}.`);
  }
  return 0;
}
