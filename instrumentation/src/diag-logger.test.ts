import { expect, test } from 'vitest';
import { createDiagLogger } from './diag-logger.js';

const setUp = () => {
  const lines: string[] = [];
  let time = 0;
  const logger = createDiagLogger({ write: (line) => lines.push(line), now: () => time });
  return { lines, logger, pass: (ms: number) => (time += ms) };
};

test('writes the same message once a minute', () => {
  const { lines, logger, pass } = setUp();
  logger.warn('no backend');
  logger.warn('no backend');
  logger.error('no backend');
  pass(60_000);
  logger.warn('no backend');
  expect(lines).toEqual([
    '[opentelemetry] warn: no backend\n',
    '[opentelemetry] error: no backend\n',
    '[opentelemetry] warn: no backend\n',
  ]);
});

test('writes the message of an error that the SDK gives as JSON, and other text as it is', () => {
  const { lines, logger } = setUp();
  logger.error('{"stack":"Error: gone\\n at x","message":"gone"}');
  logger.error('{"half');
  logger.error('{}');
  expect(lines).toEqual([
    '[opentelemetry] error: gone\n',
    '[opentelemetry] error: {"half\n',
    '[opentelemetry] error: {}\n',
  ]);
});

test('remembers a bounded number of messages', () => {
  const { lines, logger } = setUp();
  for (let i = 0; i < 1000; i += 1) logger.warn(`message ${i}`);
  expect(lines).toHaveLength(1000);
});
