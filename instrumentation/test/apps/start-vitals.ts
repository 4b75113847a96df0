import { agent, startVitals } from '@agent-vitals/instrumentation';

const vitals = startVitals({
  resourceAttributes: { team: 'blue' },
  serviceName: 'from-options',
  serviceVersion: '1.2.3',
  environment: 'test',
  metricIntervalMs: 200,
});

const atOnce = vitals.describe().resource;

// A module is patched when it is loaded after the start.
const { OpenAI } = await import('openai');
const client = new OpenAI({ apiKey: 'test-key', baseURL: process.env['MODEL_URL'] });
await agent('writer', () => client.chat.completions.create({ model: 'gpt-4.1', messages: [] }))();

startVitals();
await vitals.forceFlush();
const { running, resource, patched } = vitals.describe();
await vitals.shutdown();
process.stdout.write(
  JSON.stringify({
    running,
    name: resource['service.name'],
    team: atOnce['team'],
    openai: patched.find(({ module }) => module === 'openai')?.version,
    after: vitals.describe().reason,
  }),
);
