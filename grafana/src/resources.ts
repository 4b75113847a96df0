import type { VitalsConfig } from '@agent-vitals/config';
import { GENERAL } from './metrics.js';
import type { Dashboard } from './model.js';
import {
  diskBusy,
  fullestCpu,
  fullestDisk,
  fullestMemory,
  hostCpu,
  hostDisk,
  hostMemory,
  networkErrors,
  networkTraffic,
} from './panels/hosts.js';
import {
  eventLoop,
  longestSilence,
  memoryGrowth,
  processCpu,
  processMemory,
} from './panels/processes.js';
import { hostSizes, processSizes } from './panels/right-sizing.js';
import { itemsOf, serviceOf } from './variables.js';

/** Is there enough of everything, and if not, who uses it up? */
export const resources = (config: VitalsConfig): Dashboard => ({
  name: 'resources',
  title: 'Resources',
  description: 'Is there enough CPU, memory, disk and network, and if not, who uses it up?',
  range: '1h',
  refresh: '10s',
  variables: [itemsOf('host', 'Host', 'resources.cpu'), serviceOf(GENERAL.processMemory)],
  rows: [
    {
      title: 'Now',
      height: 4,
      panels: [
        fullestCpu(config),
        fullestMemory(config),
        fullestDisk(config),
        longestSilence(config),
      ],
    },
    {
      title: 'Processes',
      height: 7,
      panels: [processCpu(config), eventLoop(config), processMemory, memoryGrowth(config)],
    },
    {
      title: 'Hosts',
      height: 7,
      panels: [hostCpu(config), hostMemory(config), hostDisk(config), diskBusy],
    },
    { title: 'Right size', height: 7, panels: [hostSizes, processSizes] },
    { title: 'Network', height: 7, panels: [networkTraffic, networkErrors(config)] },
  ],
});
