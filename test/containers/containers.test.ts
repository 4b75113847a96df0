import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { hostname, totalmem } from 'node:os';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  composeFiles,
  PROJECT,
  startCompose,
  type ComposeSystem,
} from '../system/compose-system.js';
import { getJson } from '../system/http.js';
import { query } from '../system/prometheus.js';
import { waitFor } from '../system/wait.js';

/** What is looked at of `docker inspect`. */
interface Container {
  readonly Name: string;
  readonly State: { readonly Pid: number; readonly Status: string };
  readonly Config: { readonly User: string };
  readonly HostConfig: { readonly ReadonlyRootfs: boolean; readonly Memory: number };
  readonly NetworkSettings: {
    readonly Ports: Readonly<Record<string, readonly { readonly HostIp: string }[] | null>>;
  };
}

let system: ComposeSystem;
let containers: readonly Container[];

beforeAll(async () => {
  const files = composeFiles ?? [];
  const grafana = files.some((file) => file.includes('without-grafana')) ? 'left out' : 'tested';
  process.stdout.write(`compose files: ${files.join(', ')}; Grafana is ${grafana}\n`);
  const began = performance.now();
  system = await startCompose(files, { VITALS_DEMO_RATE: '0' });
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  const ids = system.compose('ps', '--quiet').trim().split('\n');
  containers = JSON.parse(docker('inspect', ...ids)) as Container[];
  process.stdout.write(`${containers.length} containers ready after ${seconds} s\n`);
});
afterAll(async () => system?.remove());

const docker = (...args: readonly string[]): string =>
  execFileSync('docker', args, { encoding: 'utf8' });

/** The name of a container's service. */
const serviceOf = ({ Name }: Container): string =>
  Name.replace(`/${PROJECT}-`, '').replace(/-\d+$/, '');

/** Runs JavaScript in the container of a service that has Node; what it prints. */
const inContainer = (service: string, script: string): string =>
  system.compose('exec', '-T', service, 'node', '--input-type=module', '-e', script).trim();

/** The same in a container of its own that may see all volumes. */
const withVolumes = (script: string): string =>
  system.compose('run', '--rm', '--no-deps', '-T', 'setup', 'node', '-e', script).trim();

it('runs every service but the one that prepares the volumes', () => {
  const wanted = system.compose('config', '--services').trim().split('\n');
  const running = containers.filter(({ State }) => State.Status === 'running').map(serviceOf);
  expect(new Set(running)).toEqual(new Set(wanted.filter((name) => name !== 'setup')));
});

it('runs each as a user without any right, on a root that cannot be written', () => {
  for (const container of containers) {
    const name = serviceOf(container);
    const { ReadonlyRootfs, Memory } = container.HostConfig;
    expect({ ReadonlyRootfs, bounded: Memory > 0 }, name).toEqual({
      ReadonlyRootfs: true,
      bounded: true,
    });
    // What the kernel says of the process, whatever was asked for.
    const status = readFileSync(`/proc/${container.State.Pid}/status`, 'utf8');
    const field = (key: string): string =>
      new RegExp(`^${key}:\\s+(\\S+)`, 'm').exec(status)?.[1] ?? '';
    expect(Number(field('Uid')), name).toBeGreaterThan(0);
    expect(Number.parseInt(field('CapEff'), 16), name).toBe(0);
    expect(field('NoNewPrivs'), name).toBe('1');
  }
});

it('publishes ports on the loopback interface only', () => {
  const addresses = containers.flatMap(({ NetworkSettings }) =>
    Object.values(NetworkSettings.Ports).flatMap((ports) => ports ?? []),
  );
  expect(addresses.length).toBeGreaterThan(8);
  expect(new Set(addresses.map(({ HostIp }) => HostIp))).toEqual(new Set(['127.0.0.1']));
});

it("generates Grafana's password, shows it once, and keeps it in a file of mode 600", () => {
  const look = `const { mode, uid } = fs.statSync('/secrets/grafana-admin-password');
    console.log(JSON.stringify([(mode & 0o777).toString(8), uid,
      fs.readFileSync('/secrets/grafana-admin-password', 'utf8')]));`;
  const seen = JSON.parse(withVolumes(look)) as [string, number, string];
  expect(seen).toEqual(['600', 472, expect.stringMatching(/^[\w-]{32}$/)]);
  expect(system.compose('logs', 'setup')).toContain(seen[2]);
  const second = system.compose('run', '--rm', '--no-deps', '-T', 'setup');
  expect(second).not.toContain(seen[2]);
  expect(JSON.parse(withVolumes(look))).toEqual(seen);
});

/** Whether the demo's container of load gets an answer from an address. */
const reach = (url: string): string =>
  inContainer(
    'demo-load',
    `console.log(await fetch('${url}', { signal: AbortSignal.timeout(3000) }).then(() => 'yes', () => 'no'))`,
  );

it('lets the demo reach the Collector, and none of the stores and pages', () => {
  expect(reach('http://collector:4318')).toBe('yes');
  for (const url of [
    'http://prometheus:9090',
    'http://loki:3100',
    'http://jaeger:16686',
    'http://alertmanager:9093',
    'http://console:3300',
  ]) {
    expect(reach(url), url).toBe('no');
  }
});

it('keeps everything for 90 days', async () => {
  const { prometheus, loki, alertmanager } = system.urls;
  const runtime = await getJson<{ data: { storageRetention: string } }>(
    prometheus,
    '/api/v1/status/runtimeinfo',
  );
  expect(runtime.data.storageRetention).toBe('90d');
  const config = await (await fetch(new URL('/config', loki))).text();
  expect(config).toMatch(/^ {2}retention_period: 90d$/m);
  const command = docker('inspect', `${PROJECT}-alertmanager-1`);
  expect(command).toContain('--data.retention=2160h');
  const jaeger = docker('inspect', `${PROJECT}-jaeger-1`);
  expect(jaeger).toContain('VITALS_RETENTION_HOURS=2160h');
  expect(
    (await getJson<{ cluster: object }>(alertmanager, '/api/v2/status')).cluster,
  ).toBeDefined();
});

it('measures the machine, not the container', async () => {
  const [memory] = await waitFor('the memory of the machine', async () => {
    const found = await query(system.urls.prometheus, 'system_memory_limit_bytes');
    return found.length > 0 ? found : undefined;
  });
  expect(memory?.labels['host_name']).toBe(hostname());
  expect(memory?.value).toBe(totalmem());
});

it('watches its own parts', async () => {
  const up = await waitFor('every target', async () => {
    const found = await query(system.urls.prometheus, 'up == 1');
    return found.length >= 5 ? found : undefined;
  });
  expect(new Set(up.map(({ labels }) => labels['job']))).toEqual(
    new Set(['prometheus', 'collector', 'loki', 'jaeger', 'alertmanager']),
  );
});
