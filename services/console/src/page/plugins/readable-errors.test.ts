import { describe, expect, it } from 'vitest';
import { withReadableErrors } from './readable-errors.js';

const failing = (message: string): { ask: () => Promise<never> } =>
  withReadableErrors({ ask: () => Promise.reject(new Error(message)) }, 'ask');

describe('withReadableErrors', () => {
  it('shows the detail of problem details', async () => {
    await expect(failing('{"status":502,"detail":"loki does not answer"}').ask()).rejects.toThrow(
      /^loki does not answer$/,
    );
  });

  it.each(['parse error at char 3', '{"error":"no detail"}', 'null'])(
    'leaves %s as it is',
    async (message) => {
      await expect(failing(message).ask()).rejects.toThrow(message);
    },
  );
});
