import { expect, test } from 'vitest';
import { type Answers, decide, TEN_MINUTES } from '../testing/decide.js';
import { processSize } from './process-size.js';

type Answer = Answers<keyof typeof processSize.queries>;
const service = { service_name: 'api' };
const host = { host_name: 'node-1' };
const one = { ...service, ...host, service_instance_id: 'a' };

const WELL: Answer = {
  cores: [[one, 0.3]],
  looks: [[one, 288]],
  memory: [[one, 2 ** 30]],
  memoryLimit: [[host, 16 * 2 ** 30]],
  instances: [[service, 2]],
  coresOfService: [[service, 0.6]],
};

test('a process that is used well is no matter', () => {
  expect(decide(processSize, WELL)).toEqual([]);
});

test('a process whose core is full is told to be several', () => {
  expect(decide(processSize, { ...WELL, cores: [[one, 0.97]] })).toMatchObject([
    { title: 'Run api in more processes', confidence: 'high' },
  ]);
});

test('a process that fills its host is told', () => {
  expect(decide(processSize, { ...WELL, memory: [[one, 12 * 2 ** 30]] })).toMatchObject([
    { title: 'Less memory for api', evidence: { values: { limit: 16 * 2 ** 30 } } },
  ]);
});

test('idle processes are too many, once a day has been seen', () => {
  const idle: Answer = { ...WELL, instances: [[service, 8]] };
  expect(decide(processSize, idle)).toMatchObject([
    { title: 'Fewer processes of api', gain: { kind: 'ratio', amount: 0.75 } },
  ]);
  expect(decide(processSize, idle, TEN_MINUTES)).toEqual([]);
});
