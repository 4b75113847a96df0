import { expect, it, vi } from 'vitest';
import { repeat } from './repeat.js';

it('goes on after an error, tells of it once, and when it is over', async () => {
  const told: string[] = [];
  const answers = [undefined, new Error('away'), new Error('away'), undefined];
  let runs = 0;
  const repetition = repeat({
    name: 'look',
    work: () => {
      const answer = answers[runs++];
      return answer === undefined ? Promise.resolve() : Promise.reject(answer);
    },
    everyMs: 1,
    log: {
      warn: (fields: { err: Error }) => void told.push(fields.err.message),
      info: (_fields: unknown, text?: string) => void told.push(text ?? ''),
    },
  });
  await vi.waitFor(() => expect(runs).toBeGreaterThan(4));
  await repetition.stop();
  const after = runs;
  await new Promise((resolve) => {
    setTimeout(resolve, 20);
  });
  expect(told).toEqual(['away', 'works again']);
  expect(runs).toBe(after);
});
