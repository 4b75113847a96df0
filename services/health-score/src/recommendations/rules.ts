import type { Rule } from './rule.js';
import { agentLoop } from './rules/agent-loop.js';
import { cacheHitRatio } from './rules/cache-hit-ratio.js';
import { cheaperModel } from './rules/cheaper-model.js';
import { eventLoop } from './rules/event-loop.js';
import { failedCalls } from './rules/failed-calls.js';
import { failingTools } from './rules/failing-tools.js';
import { hostSize } from './rules/host-size.js';
import { poolSize } from './rules/pool-size.js';
import { processSize } from './rules/process-size.js';
import { promptCaching } from './rules/prompt-caching.js';
import { promptVersion } from './rules/prompt-version.js';
import { slowStatements } from './rules/slow-statements.js';

/** What is looked for. */
export const RULES: readonly Rule[] = [
  promptVersion,
  agentLoop,
  failedCalls,
  failingTools,
  cheaperModel,
  promptCaching,
  slowStatements,
  poolSize,
  cacheHitRatio,
  eventLoop,
  processSize,
  hostSize,
];
