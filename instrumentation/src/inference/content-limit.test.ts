import { expect, test } from 'vitest';
import type { Message } from './content.js';
import { limitContent } from './content-limit.js';

const said = (role: string, content: string): Message => ({
  role,
  parts: [{ type: 'text', content }],
});

const same = (text: string) => text;

const redact = (text: string) => text.replace('SECRET-0123456789', '****');

test('what fits stays as it is', () => {
  const content = {
    systemInstructions: [{ type: 'text', content: 'Be brief.' }] as const,
    inputMessages: [said('user', 'Hello')],
    outputMessages: [said('assistant', 'Hi')],
  };
  expect(limitContent(content, 1000, same)).toEqual({ content, truncated: false });
});

test('the answer and the newest messages stay, and old ones are left out', () => {
  const inputMessages = Array.from({ length: 100 }, (_, i) => said('user', `question ${i}`));
  const { content, truncated } = limitContent(
    { inputMessages, outputMessages: [said('assistant', 'the answer')] },
    1000,
    same,
  );
  expect(truncated).toBe(true);
  expect(content.outputMessages).toEqual([said('assistant', 'the answer')]);
  expect(content.inputMessages?.at(-1)).toEqual(said('user', 'question 99'));
  expect(content.inputMessages?.length).toBeLessThan(12);
});

test('is redacted before it is cut, so that no half of a secret is left', () => {
  const text = `${'x'.repeat(90)}SECRET-0123456789`;
  const { content } = limitContent({ inputMessages: [said('user', text)] }, 220, redact);
  expect(JSON.stringify(content)).not.toContain('SECRET');
});

test('whatever a tool was given fits and can be sent: cycles, bytes, functions, long lists', () => {
  const cycle: Record<string, unknown> = { big: 10n, bytes: new Uint8Array(5000), run: () => {} };
  cycle['self'] = cycle;
  cycle['list'] = Array.from({ length: 100_000 }, (_, i) => i);
  const { content, truncated } = limitContent(
    {
      inputMessages: [
        { role: 'assistant', parts: [{ type: 'tool_call', name: 'x', arguments: cycle }] },
      ],
    },
    2000,
    same,
  );
  expect(truncated).toBe(true);
  expect(JSON.stringify(content).length).toBeLessThan(20_000);
});
