import { observePostgres, recordEvaluation } from '@agent-vitals/instrumentation';
import OpenAI from 'openai';
import { pino } from 'pino';
import { z } from 'zod';
import { createAgentRunner } from '../agents/agent-runner.js';
import { createAnswerEvaluation } from '../agents/answer-evaluation.js';
import { createToolbox } from '../agents/tools.js';
import { createWorkflow } from '../agents/workflow.js';
import { createAnalyticsRecorder } from '../analytics/recorder.js';
import { demoFolder } from '../data-folder.js';
import { createPool } from '../database-connection.js';
import { dataDir, listen, logLevel, port, readEnvironment } from '../environment.js';
import { createFaultSwitch } from '../fault-switch.js';
import { createRandom } from '../random.js';
import { createApp } from './app.js';
import { createDeliveryStore } from './delivery-store.js';
import { startProcessFaults } from './process-faults.js';
import { createPromptStore } from './prompt-store.js';

/** How long the process may take to end, the last export included. */
const MOST_SHUTDOWN_MS = 4000;

const environment = readEnvironment(
  z.object({
    VITALS_DATA_DIR: dataDir,
    VITALS_DEMO_PORT: port.default(8090),
    VITALS_DEMO_LISTEN: listen,
    VITALS_DEMO_POSTGRES_HOST: z.string().min(1).optional(),
    VITALS_DEMO_POSTGRES_PORT: port.default(5433),
    VITALS_DEMO_MODEL_URL: z
      .url('must be the URL of the model server')
      .default('http://127.0.0.1:8091'),
    LOG_LEVEL: logLevel,
  }),
  process.env,
);
const log = pino({ name: 'demo-api', level: environment.LOG_LEVEL });
const folder = demoFolder(environment.VITALS_DATA_DIR);
const random = createRandom(3);
const stop = new AbortController();
const faults = createFaultSwitch(folder.faults, {
  onChange: (fault, active) => log.warn({ fault, active }, 'fault changed'),
  onProblem: (problem) => log.warn(problem),
});
const processFaults = startProcessFaults(faults);
const database = createPool({
  ...(environment.VITALS_DEMO_POSTGRES_HOST && { host: environment.VITALS_DEMO_POSTGRES_HOST }),
  port: environment.VITALS_DEMO_POSTGRES_PORT,
  passwordFile: folder.postgresPassword,
  connections: 15,
  onConnectionLost: (error) => log.warn({ err: error }, 'connection to PostgreSQL lost'),
});
observePostgres(database);
const client = new OpenAI({
  baseURL: new URL('/v1', environment.VITALS_DEMO_MODEL_URL).href,
  // The local model server takes any key.
  apiKey: 'demo',
  maxRetries: 1,
  timeout: 20_000,
});
const prompts = createPromptStore(database);
const deliveries = createDeliveryStore(database);
const tools = createToolbox({
  query: async (sql, values) => (await database.query(sql, [...(values ?? [])])).rows,
  faults,
  random,
});
const analytics = createAnalyticsRecorder(folder.analytics, { random: createRandom(6), log });
const app = createApp({
  deliver: createWorkflow(
    createAgentRunner({
      client,
      tools,
      faults,
      log,
      activePrompt: prompts.active,
      saveResult: deliveries.saveResult,
      onOutcome: analytics.answered,
    }),
    createAnswerEvaluation(createRandom(4), (evaluation) => {
      recordEvaluation(evaluation);
      analytics.evaluated(evaluation);
    }),
  ),
  deliveries,
  prompts,
  checkDatabase: () => database.query('SELECT 1'),
  faults,
  random,
  log,
  signal: stop.signal,
});
const server = app.listen(environment.VITALS_DEMO_PORT, environment.VITALS_DEMO_LISTEN, (error) => {
  if (error !== undefined) throw error;
  log.info({ port: environment.VITALS_DEMO_PORT }, 'API is ready');
});

async function shutDown(): Promise<void> {
  log.info('API stops');
  setTimeout(() => process.exit(0), MOST_SHUTDOWN_MS).unref();
  faults.close();
  processFaults.close();
  stop.abort(new Error('The service is stopping.'));
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  analytics.close();
  await database.end();
  // Nothing is left to do, so Node ends the process, and the instrumentation exports the rest.
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void shutDown());
