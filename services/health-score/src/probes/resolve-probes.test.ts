import type { Probe } from '@agent-vitals/config';
import { expect, it } from 'vitest';
import { resolveProbes } from './resolve-probes.js';

const common = { enabled: true, everySeconds: 10, timeoutSeconds: 5 } as const;
const http = (url: string): Probe => ({
  ...common,
  kind: 'http',
  name: 'home',
  component: 'apis',
  url,
  method: 'GET',
  headers: { authorization: 'Bearer ${env:KEY}' },
  expectStatus: [200],
});
const postgres = (port: number | string): Probe => ({
  ...common,
  kind: 'postgres',
  name: 'db',
  component: 'database',
  host: '127.0.0.1',
  port,
  database: 'demo',
  user: 'demo',
  query: 'SELECT 1',
});

it('replaces variables wherever they stand', () => {
  const { on, off } = resolveProbes([http('${env:URL}/readyz'), postgres('${env:PORT}')], {
    URL: 'http://localhost:8090',
    KEY: 'secret',
    PORT: '5433',
  });
  expect(on).toMatchObject([
    { url: 'http://localhost:8090/readyz', headers: { authorization: 'Bearer secret' } },
    { port: 5433 },
  ]);
  expect(off).toEqual([]);
});

it('switches off what names a variable that is not set, and says which', () => {
  expect(resolveProbes([http('${env:URL}/readyz'), postgres(5432)], { KEY: '' })).toMatchObject({
    on: [{ name: 'db' }],
    off: [{ name: 'home', reason: 'URL, KEY are not set' }],
  });
});

it('asks nothing that is switched off', () => {
  expect(resolveProbes([{ ...postgres(5432), enabled: false }], {})).toEqual({
    on: [],
    off: [{ name: 'db', reason: 'enabled is false' }],
  });
});

it.each([
  ['PORT', 'many', postgres('${env:PORT}'), /probe "db": port.*whole number.*\(it holds "many"\)/],
  ['URL', 'ftp://a:secret@b', http('${env:URL}'), /probe "home": url.*http or https URL$/],
])('refuses %s=%s, and names probe and field', (name, value, probe, message) => {
  const env = { KEY: 'k', [name]: value };
  expect(() => resolveProbes([probe], env)).toThrow(message);
  expect(() => resolveProbes([probe], env)).not.toThrow('secret');
});
