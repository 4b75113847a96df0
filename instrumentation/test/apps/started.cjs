/** Starts the instrumentation from CommonJS, and then the application that is named. */
const { startVitals } = require('@agent-vitals/instrumentation');

startVitals();
require(`./${process.env.APP}`);
