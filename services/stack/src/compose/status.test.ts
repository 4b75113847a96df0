import { expect, test } from 'vitest';
import type { ProgramStatus } from '../status.js';
import { parseContainers } from './status.js';

const parse = (lines: string): ProgramStatus[] =>
  parseContainers(lines).map(({ status }) => status);

const line = (values: object): string =>
  JSON.stringify({ Image: 'prom/prometheus:v3.16.0', State: 'running', Health: '', ...values });

test('a container is ready when its check says so, or when it runs and has none', () => {
  const states = [
    { Service: 'prometheus', Health: 'healthy' },
    { Service: 'collector', Health: '' },
    { Service: 'loki', Health: 'starting' },
    { Service: 'jaeger', Health: 'unhealthy' },
    { Service: 'console', State: 'exited' },
    { Service: 'grafana', State: 'restarting' },
    { Service: 'setup', State: 'exited' },
  ];
  const programs = parse(states.map(line).join('\n'));
  expect(programs.map(({ name, state }) => [name, state])).toEqual([
    ['prometheus', 'ready'],
    ['collector', 'ready'],
    ['loki', 'starting'],
    ['jaeger', 'starting'],
    ['console', 'stopped'],
    ['grafana', 'restarting'],
  ]);
});

test('a container is reached where its port is published, and has the version of its image', () => {
  const publishers = [
    { URL: '', PublishedPort: 0 },
    { URL: '127.0.0.1', PublishedPort: 9090 },
  ];
  expect(parse(line({ Service: 'prometheus', Publishers: publishers }))).toEqual([
    {
      name: 'prometheus',
      mode: 'compose',
      state: 'ready',
      version: 'v3.16.0',
      pid: null,
      address: 'http://127.0.0.1:9090',
      memoryBytes: null,
    },
  ]);
});

test('nothing runs where nothing is printed', () => {
  expect(parse('\n')).toEqual([]);
});
