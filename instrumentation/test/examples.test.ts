import { expect, test } from 'vitest';
import { METRIC } from '@agent-vitals/instrumentation/semconv';
import { CHUNKS, startModelServer } from './model-server.js';
import { startOtlpReceiver } from './otlp-receiver.js';
import { runApp } from './run-app.js';
import { spanTree } from './span-tree.js';

test('examples/openai.ts shows up as one trace, with its cost', async () => {
  const models = await startModelServer();
  const receiver = await startOtlpReceiver();
  const run = await runApp({
    app: '../../examples/openai.ts',
    env: {
      OPENAI_API_KEY: 'test-key',
      OPENAI_BASE_URL: models.url,
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    },
  });
  await models.close();
  await receiver.close();
  expect(run).toMatchObject({ code: 0, stdout: CHUNKS.join(''), stderr: '' });
  expect(spanTree(receiver.spans)).toEqual({
    'invoke_workflow article': {
      'invoke_agent writer': {
        'chat gpt-4.1-mini': { POST: {} },
        'execute_tool look_up': {},
      },
    },
  });
  expect(receiver.metric(METRIC.llmCost.name).points[0]?.value).toBeGreaterThan(0);
});
