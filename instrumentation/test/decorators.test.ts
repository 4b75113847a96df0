import { expect, test } from 'vitest';
import { runApp } from './run-app.js';
import { startOtlpReceiver } from './otlp-receiver.js';
import { spanNamed, spanTree } from './span-tree.js';

test('decorated methods, private, static and generators, are recorded as wrapped functions are', async () => {
  const receiver = await startOtlpReceiver();
  const run = await runApp({
    app: 'decorated.ts',
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    },
  });
  await receiver.close();
  expect(run).toMatchObject({ code: 0, stdout: 'article|1|tea (source of tea)', stderr: '' });
  expect(spanTree(receiver.spans)).toEqual({
    'invoke_workflow article': {
      'invoke_agent writer': { 'execute_tool notes': {} },
      'execute_tool source': {},
    },
  });
  expect(spanNamed(receiver.spans, 'invoke_agent writer').attributes).toMatchObject({
    'gen_ai.agent.version': '2',
    'gen_ai.conversation.id': 'about tea',
  });
  expect(receiver.metric('agent_vitals.evaluation.score').points[0]?.attributes).toEqual({
    'gen_ai.evaluation.name': 'length',
    'gen_ai.agent.name': 'writer',
    'gen_ai.workflow.name': 'article',
    'gen_ai.prompt.name': 'draft',
    'gen_ai.prompt.version': '7',
  });
});
