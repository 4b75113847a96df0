import { composeRecord } from '../compose/run-record.js';
import type { Settings } from '../settings.js';
import { stopFromOutside } from '../stop-from-outside.js';
import { duration, print } from './print.js';
import { stopCompose } from './up-compose.js';

/** Stops the stack that runs with the data folder. */
export async function stop(settings: Settings): Promise<number> {
  const { dataDir } = settings;
  const containers = composeRecord.read(dataDir);
  if (containers !== undefined) return await stopCompose(settings, containers.demo);
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
