import { afterAll, beforeAll, expect, test } from 'vitest';
import { startModelServer } from './model-server.js';
import type { ProtocolServer } from './servers/protocol-server.js';
import { observeCalls } from './observed-calls.js';

const CAPTURE = { OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'event_only' };

let models: ProtocolServer;

beforeAll(async () => {
  models = await startModelServer();
});

afterAll(() => models.close());

const text = (role: string, content: string) => ({ role, parts: [{ type: 'text', content }] });
const answer = { ...text('assistant', 'one two three'), finish_reason: 'stop' };
const call = { id: 'call_1', name: 'look_up', arguments: '{"topic":"tides"}' };

test('what is said stays in the process', async () => {
  const { run, receiver } = await observeCalls('ai-sdk-content.ts', { MODEL_URL: models.url });
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(receiver.logs).toEqual([]);
  expect(JSON.stringify(receiver.spans)).not.toMatch(/Be brief|Mail|Keep|one two|Notes/);
});

test('where it is asked for, each call is an event, but for what the application keeps', async () => {
  const { run, receiver } = await observeCalls('ai-sdk-content.ts', {
    MODEL_URL: models.url,
    ...CAPTURE,
  });
  expect(run).toMatchObject({ code: 0, stderr: '' });
  const said = receiver.logs.map(({ attributes }) => ({
    instructions: attributes['gen_ai.system_instructions'],
    input: attributes['gen_ai.input.messages'],
    output: attributes['gen_ai.output.messages'],
  }));
  const instructions = [{ type: 'text', content: 'Be brief.' }];
  const asked = text('user', 'Mail ****.');
  expect(said).toMatchObject([
    {
      instructions,
      input: [asked],
      output: [{ role: 'assistant', parts: [{ type: 'tool_call', ...call }] }],
    },
    {
      instructions,
      input: [
        asked,
        { role: 'assistant', parts: [{ type: 'tool_call', id: 'call_1', name: 'look_up' }] },
        {
          role: 'tool',
          parts: [{ type: 'tool_call_response', id: 'call_1', response: 'Notes' }],
        },
      ],
      output: [answer],
    },
    {
      instructions: undefined,
      input: [
        {
          role: 'user',
          parts: [
            { type: 'text', content: 'Stream it' },
            { type: 'blob', modality: 'image' },
          ],
        },
      ],
      output: [answer],
    },
    {
      input: [text('user', 'As an object')],
      output: [{ ...text('assistant', '{"topic":"tides"}'), finish_reason: 'stop' }],
    },
    { instructions: undefined, output: undefined },
  ]);
  expect(JSON.stringify(said)).not.toMatch(/Keep it|ada@|AAAA/);
});
