import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { freePorts, loopback, resolvePorts, takenPorts } from './ports.js';

test('a port is its variable, else its default; an empty variable counts as none', () => {
  const ports = resolvePorts({ VITALS_LOKI_PORT: '21000', VITALS_JAEGER_PORT: '' });
  expect(ports.VITALS_LOKI_PORT).toBe(21_000);
  expect(ports.VITALS_JAEGER_PORT).toBe(16_686);
});

test.each(['abc', '0', '65536', '-1', '31.5', 'false'])('%j is no port', (value) => {
  expect(() => resolvePorts({ VITALS_LOKI_PORT: value })).toThrow(
    `VITALS_LOKI_PORT holds "${value}"; it may hold a whole number from 1 to 65535 (default 3100).`,
  );
});

test('two programs cannot have the same port', () => {
  expect(() => resolvePorts({ VITALS_LOKI_PORT: '9090' })).toThrow(
    'VITALS_LOKI_PORT and VITALS_PROMETHEUS_PORT are both port 9090',
  );
});

test('free ports are all different', async () => {
  const ports = Object.values(await freePorts());
  expect(new Set(ports).size).toBe(ports.length);
});

test('a taken port is told with who holds it and the variable that moves it', async () => {
  const ports = await freePorts();
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(ports.VITALS_LOKI_PORT, loopback, resolve);
  });
  onTestFinished(() => void server.close());
  const taken = await takenPorts(ports, new Set(['loki', 'jaeger']));
  expect(taken).toHaveLength(1);
  expect(taken[0]).toMatch(
    new RegExp(
      `^Port ${ports.VITALS_LOKI_PORT} \\(loki, queries and OTLP logs\\) is taken by .* \\(pid ${process.pid}\\).*VITALS_LOKI_PORT=\\d+$`,
    ),
  );
});

test('a port of a program that does not run is not looked at', async () => {
  const ports = await freePorts();
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(ports.VITALS_DEMO_PORT, loopback, resolve);
  });
  onTestFinished(() => void server.close());
  expect(await takenPorts(ports, new Set(['loki']))).toEqual([]);
});
