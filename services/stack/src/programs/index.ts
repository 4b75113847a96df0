import type { Program } from '../program.js';
import { alertmanager } from './alertmanager.js';
import { collector } from './collector.js';
import { jaeger } from './jaeger.js';
import { loki } from './loki.js';
import { mailpit } from './mailpit.js';
import {
  alertHistory,
  consolePage,
  demoApi,
  demoDatabase,
  demoLoad,
  demoModels,
  healthScore,
  promptAnalytics,
} from './node-services.js';
import { prometheus } from './prometheus.js';

/** The programs of the stack, in the order in which they are shown. */
export const programs: readonly Program[] = [
  loki,
  jaeger,
  prometheus,
  alertmanager,
  mailpit,
  collector,
  healthScore,
  alertHistory,
  promptAnalytics,
  consolePage,
  demoDatabase,
  demoModels,
  demoApi,
  demoLoad,
];
