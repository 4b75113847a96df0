import { once } from 'node:events';
import { pino } from 'pino';
import { z } from 'zod';
import { demoFolder } from '../data-folder.js';
import { dataDir, listen, logLevel, port, positive, readEnvironment } from '../environment.js';
import { createFaultSwitch } from '../fault-switch.js';
import { createModelServer } from './model-server.js';

/** Share of calls that a healthy provider turns away. */
const USUAL_OVERLOAD_SHARE = 0.003;

const environment = readEnvironment(
  z.object({
    VITALS_DATA_DIR: dataDir,
    VITALS_DEMO_MODEL_PORT: port.default(8091),
    VITALS_DEMO_LISTEN: listen,
    VITALS_DEMO_SPEED: positive(1000).default(1),
    LOG_LEVEL: logLevel,
  }),
  process.env,
);
const log = pino({ name: 'demo-models', level: environment.LOG_LEVEL });
const faults = createFaultSwitch(demoFolder(environment.VITALS_DATA_DIR).faults, {
  onChange: (name, active) => {
    if (name.startsWith('llm-')) log.warn({ fault: name, active }, 'fault changed');
  },
  onProblem: (problem) => log.warn(problem),
});
const app = createModelServer({
  behaviour: () => ({
    errorShare: faults.active('llm-errors') ? 0.6 : 0,
    rateLimitShare: faults.active('llm-rate-limit') ? 0.7 : 0,
    overloadShare: USUAL_OVERLOAD_SHARE,
    slowness: (faults.active('llm-slow') ? 5 : 1) / environment.VITALS_DEMO_SPEED,
  }),
});
const server = app.listen(
  environment.VITALS_DEMO_MODEL_PORT,
  environment.VITALS_DEMO_LISTEN,
  (error) => {
    if (error !== undefined) throw error;
    log.info({ port: environment.VITALS_DEMO_MODEL_PORT }, 'model server is ready');
  },
);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    log.info('model server stops');
    server.close();
    server.closeAllConnections();
    void once(server, 'close').then(() => process.exit(0));
  });
}
