import { expect, test } from 'vitest';
import { type Answers, decide } from '../testing/decide.js';
import { hostSize } from './host-size.js';

type Answer = Answers<keyof typeof hostSize.queries>;
const host = { host_name: 'node-1' };

const WELL: Answer = {
  looks: [[host, 10_000]],
  cpu: [[host, 0.5]],
  cores: [[host, 8]],
  memory: [[host, 0.5]],
  memoryLimit: [[host, 32 * 2 ** 30]],
};

test('a host that is used well is no matter', () => {
  expect(decide(hostSize, WELL)).toEqual([]);
});

test('a host that is too small is told how large it should be', () => {
  expect(decide(hostSize, { ...WELL, cpu: [[host, 0.93]] })).toMatchObject([
    {
      title: 'Give node-1 more CPU',
      confidence: 'high',
      detail:
        'In 95 of 100 looks of 7 days, node-1 used up to 93 % of its 8 cores of CPU: the rest waits. With 13 cores it would be 57 %. Look first for a process that uses more than it should.',
    },
  ]);
});

test('a host that is too large is told what would do', () => {
  const idle: Answer = { ...WELL, cpu: [[host, 0.1]], memory: [[host, 0.2]] };
  expect(decide(hostSize, idle)).toMatchObject([
    { title: 'node-1 needs less CPU', gain: { kind: 'ratio', amount: 0.75 } },
    { title: 'node-1 needs less memory', evidence: { values: { wanted: 11 * 2 ** 30 } } },
  ]);
});

test('an hour does not show that it is too large', () => {
  expect(decide(hostSize, { ...WELL, looks: [[host, 60]], cpu: [[host, 0.1]] })).toEqual([]);
});

test('one core cannot become less', () => {
  const small: Answer = { ...WELL, cpu: [[host, 0.1]], cores: [[host, 1]] };
  expect(decide(hostSize, small)).toEqual([]);
});
