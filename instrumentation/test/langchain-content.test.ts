import { expect, test } from 'vitest';
import { observeCalls } from './observed-calls.js';

const CAPTURE = { OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'event_only' };

const text = (role: string, content: string) => ({ role, parts: [{ type: 'text', content }] });

test('what a model without an SDK is asked stays in the process', async () => {
  const { run, receiver } = await observeCalls('langchain-content.ts', {});
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(receiver.logs).toEqual([]);
  expect(JSON.stringify(receiver.spans)).not.toMatch(/Be brief|Mail|Why|because|Notes/);
});

test('where it is asked for, each call of such a model is an event', async () => {
  const { run, receiver } = await observeCalls('langchain-content.ts', CAPTURE);
  expect(run).toMatchObject({ code: 0, stderr: '' });
  const answer = { ...text('assistant', 'because'), finish_reason: 'stop' };
  const said = receiver.logs.map(({ attributes }) => ({
    input: attributes['gen_ai.input.messages'],
    output: attributes['gen_ai.output.messages'],
  }));
  expect(said).toEqual([
    {
      input: [
        text('system', 'Be brief.'),
        text('user', 'Mail ****'),
        {
          role: 'assistant',
          parts: [
            { type: 'tool_call', id: 'call_1', name: 'look_up', arguments: expect.anything() },
          ],
        },
        { role: 'tool', parts: [{ type: 'tool_call_response', id: 'call_1', response: 'Notes' }] },
      ],
      output: [answer],
    },
    { input: [text('user', 'Why tides?')], output: [answer] },
    { input: [text('user', 'Why?')], output: [answer] },
  ]);
});
