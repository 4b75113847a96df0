import { expect, test } from 'vitest';
import { z } from 'zod';
import { dataDir, port, positive, readEnvironment } from './environment.js';

const schema = z.object({
  VITALS_DATA_DIR: dataDir,
  VITALS_DEMO_PORT: port.default(8090),
  VITALS_DEMO_SPEED: positive(1000).default(1),
});

test('takes numbers from text and fills in the defaults', () => {
  expect(
    readEnvironment(schema, { VITALS_DATA_DIR: '/data', VITALS_DEMO_SPEED: '2.5' }),
  ).toStrictEqual({ VITALS_DATA_DIR: '/data', VITALS_DEMO_PORT: 8090, VITALS_DEMO_SPEED: 2.5 });
});

test('says that a variable is missing and what it must name', () => {
  expect(() => readEnvironment(schema, {})).toThrow(
    'VITALS_DATA_DIR is not set; it must name the folder that holds the data of the stack',
  );
});

test.each([
  ['VITALS_DEMO_PORT', '', 'must be a whole number (it holds "")'],
  ['VITALS_DEMO_PORT', '70000', 'must be between 1 and 65535 (it holds "70000")'],
  ['VITALS_DEMO_SPEED', 'fast', 'must be a number (it holds "fast")'],
  ['VITALS_DEMO_SPEED', '0', 'must be above 0 and at most 1000 (it holds "0")'],
])('names %s with its value %j', (name, value, message) => {
  expect(() => readEnvironment(schema, { VITALS_DATA_DIR: '/data', [name]: value })).toThrow(
    `${name} ${message}`,
  );
});
