import type { VitalsConfig } from '@agent-vitals/config';
import type { Dashboard } from './model.js';
import {
  delays,
  delivered,
  dropped,
  foldedAttributes,
  programsDown,
  queues,
  received,
  refused,
} from './panels/pipeline.js';
import {
  cardinality,
  kept,
  notifications,
  ruleLoad,
  storage,
  storageInTheEnd,
} from './panels/storage.js';

/** Can what is shown elsewhere be trusted: does everything arrive, and is it kept? */
export const pipeline = (config: VitalsConfig): Dashboard => ({
  name: 'pipeline',
  title: 'Pipeline',
  description:
    'Can what is shown elsewhere be trusted: does all telemetry arrive, in time, and is it kept?',
  range: '1h',
  refresh: '10s',
  variables: [],
  rows: [
    { title: 'Now', height: 4, panels: [programsDown, refused, dropped, foldedAttributes] },
    { title: 'On the way', height: 7, panels: [received, delivered, queues, delays(config)] },
    { title: 'Rules and mails', height: 8, panels: [ruleLoad, notifications] },
    {
      title: 'Kept',
      height: 7,
      panels: [cardinality, storage, storageInTheEnd(config), kept(config)],
    },
  ],
});
