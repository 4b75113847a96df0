/**
 * Starts the instrumentation with what the environment says:
 * `node --import @agent-vitals/instrumentation/register app.js`. Works for ES modules and CommonJS.
 *
 * Worker threads inherit `--import`, and most of them belong to libraries (loggers, compilers): a
 * second SDK in each would only cost. A worker that runs agents calls `startVitals()` itself.
 */
import { isMainThread } from 'node:worker_threads';
import { startVitals } from './vitals.js';

if (isMainThread) startVitals();
