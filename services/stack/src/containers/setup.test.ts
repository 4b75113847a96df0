import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deriveEnvironment } from '../environment.js';
import { resolvePorts } from '../ports.js';
import { setUp } from './setup.js';

const root = resolve(import.meta.dirname, '../../../..');
const vitalsConfig = join(root, 'vitals.yaml');
let folder: string;
let owners: Map<string, string>;
let printed: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vitals-setup-'));
  for (const path of [
    'config/prometheus',
    'config/alertmanager',
    'config/host',
    'secrets',
    'volumes/loki',
    'volumes/alert-events',
  ]) {
    mkdirSync(join(folder, path), { recursive: true });
  }
  owners = new Map();
  printed = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

function run(env: Readonly<Record<string, string>> = {}): void {
  const ports = resolvePorts({});
  const derived = { ports, dataDir: '/data', retentionDays: 90, vitalsConfig, demo: false };
  setUp({
    source: root,
    config: join(folder, 'config'),
    secrets: join(folder, 'secrets'),
    volumes: join(folder, 'volumes'),
    vitalsConfig,
    hostName: 'host-1',
    env: { ...deriveEnvironment(derived), ...env },
    print: (line) => printed.push(line),
    chown: (path, user, group) => {
      owners.set(path.replace(`${folder}/`, ''), `${user}:${group}`);
    },
  });
}

const passwordFile = (): string => join(folder, 'secrets/grafana-admin-password');

test('gives the volumes that are there to the users of their images', () => {
  run();
  expect(owners.get('volumes/loki')).toBe('10001:10001');
  expect(owners.get('volumes/alert-events')).toBe('65534:1000');
  expect(statSync(join(folder, 'volumes/alert-events')).mode & 0o777).toBe(0o770);
  expect(readdirSync(join(folder, 'volumes'))).toEqual(['alert-events', 'loki']);
});

test('expands what Prometheus and Alertmanager cannot, for their eyes only', () => {
  run({ VITALS_ALERTMANAGER_ADDRESS: 'alertmanager:9093' });
  run({ VITALS_ALERTMANAGER_ADDRESS: 'elsewhere:9093' });
  const file = 'config/prometheus/prometheus/prometheus.yml';
  const text = readFileSync(join(folder, file), 'utf8');
  expect(text).toContain("targets: ['elsewhere:9093']");
  expect(text).not.toMatch(/\$\{env:\w+\}/);
  expect(owners.get(file)).toBe('65534:65534');
  expect(statSync(join(folder, 'config/alertmanager/alertmanager')).mode & 0o777).toBe(0o700);
});

test('writes the name of the machine without a newline', () => {
  run();
  expect(readFileSync(join(folder, 'config/host/host-name'), 'utf8')).toBe('host-1');
});

test("generates Grafana's password once, shows it once, and keeps it from others", () => {
  run();
  const password = readFileSync(passwordFile(), 'utf8');
  expect(password).toMatch(/^[\w-]{32}$/);
  expect(statSync(passwordFile()).mode & 0o777).toBe(0o600);
  expect(printed.join('\n')).toContain(password);
  expect(owners.get('secrets/grafana-admin-password')).toBe('472:472');
  printed = [];
  run();
  expect(readFileSync(passwordFile(), 'utf8')).toBe(password);
  expect(printed).toEqual([]);
});

test('refuses a retention that is not that of vitals.yaml, and says what to set', () => {
  expect(() => run({ VITALS_RETENTION_HOURS: '48h' })).toThrow(
    'vitals.yaml keeps data for 90 days, but VITALS_RETENTION_HOURS is 48h. Set in .env: VITALS_RETENTION=90d VITALS_RETENTION_HOURS=2160h',
  );
});
