/**
 * Starts the instrumentation with what the environment says:
 * `node --import @agent-vitals/instrumentation/register app.js`. Works for ES modules and CommonJS.
 */
import { startVitals } from './vitals.js';

startVitals();
