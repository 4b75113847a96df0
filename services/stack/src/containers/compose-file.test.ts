import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { serverPrograms } from '../binaries/resolve.js';
import { portTable } from '../port-table.js';
import { programs } from '../programs/index.js';
import { backedUpVolumes } from './backed-up-volumes.js';
import { volumeOwners } from './volumes.js';

interface Service {
  readonly image: string;
  readonly user?: string;
  readonly build?: { readonly args: { readonly NODE_IMAGE: string } };
  readonly ports?: readonly string[];
  readonly volumes?: readonly (string | { readonly read_only?: boolean })[];
  readonly cap_add?: readonly string[];
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly [setting: string]: unknown;
}

interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const root = resolve(import.meta.dirname, '../../../..');
const read = (file: string): ComposeFile =>
  parse(readFileSync(join(root, file), 'utf8'), { merge: true }) as ComposeFile;
const base = read('docker-compose.yml');
const demo = read('docker-compose.override.yml');

/** Whole services; what the demo's file adds to those of the other is left out. */
const services = Object.entries({
  ...Object.fromEntries(Object.entries(demo.services).filter(([name]) => name.startsWith('demo-'))),
  ...base.services,
});
const lasting = services.filter(([name]) => name !== 'setup' && name !== 'backup');

test('every program of the stack has its container', () => {
  const names = services.map(([name]) => name);
  expect(names).toEqual(expect.arrayContaining(programs.map(({ name }) => name)));
});

test.each(serverPrograms(programs).map(({ name, binaries }) => [name, binaries.version] as const))(
  '%s has the same version in a container as natively: %s',
  (name, version) => {
    expect(base.services[name]?.image.split(':').at(-1)?.replace(/^v/, '')).toBe(version);
  },
);

test('our own images are built from the Node that the packages bring', () => {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    devDependencies: { node: string };
  };
  const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');
  const [, image] = /^ARG NODE_IMAGE=(\S+)$/m.exec(dockerfile) ?? [];
  expect(image).toBe(`node:${devDependencies.node}-bookworm-slim`);
  for (const [, { build }] of services.filter((entry) => entry[1].build !== undefined)) {
    expect(build?.args.NODE_IMAGE).toBe(`\${VITALS_NODE_IMAGE:-${image}}`);
  }
});

test('our own images are built here, never pulled: anyone may have one of that name in a registry', () => {
  const own = services.filter(([, { image }]) => image.startsWith('agent-vitals/'));
  const built = own.flatMap(([, { image, build }]) => (build === undefined ? [] : [image]));
  expect(new Set(built)).toEqual(new Set(own.map(([, { image }]) => image)));
  expect(new Set(own.map(([, service]) => service['pull_policy']))).toEqual(new Set(['never']));
});

test('our own images are built with every package of the checkout', () => {
  const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    workspaces: readonly string[];
  };
  const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');
  const copied = [...dockerfile.matchAll(/^COPY (\S+)\/package\.json \1\/$/gm)].map(
    ([, path]) => path,
  );
  expect(new Set(copied)).toEqual(new Set(workspaces));
});

describe.each(services)('%s', (name, service) => {
  test('has an image with a version', () => {
    expect(service.image).toMatch(/^[\w./-]+:v?\d+\.\d+\.\d+$/);
  });

  test('has no rights, no writable root, bounded memory and bounded logs', () => {
    expect(service).toMatchObject({
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      read_only: true,
      mem_limit: expect.stringMatching(/^\d+[mg]$/),
      pids_limit: expect.any(Number),
      logging:
        name === 'backup'
          ? { driver: 'none' }
          : { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '3' } },
    });
    expect(service).not.toHaveProperty('privileged');
    expect(service.cap_add ?? []).toEqual(
      ['setup', 'backup'].includes(name) ? ['CHOWN', 'DAC_OVERRIDE', 'FOWNER'] : [],
    );
  });

  test('publishes ports on the loopback interface only, each with its variable', () => {
    for (const port of service.ports ?? []) {
      const [, variable, number, inside] =
        /^127\.0\.0\.1:\$\{(\w+):-(\d+)\}:(\d+)$/.exec(port) ?? [];
      expect(inside, port).toBe(number);
      const row = portTable.find((each) => each.variable === variable);
      expect(String(row?.port ?? 3000), port).toBe(number);
    }
  });
});

describe.each(lasting)('%s', (_name, service) => {
  test('starts again by itself, and after what it needs', () => {
    expect(service['restart']).toBe('unless-stopped');
    expect(Object.keys(service.depends_on ?? {})).not.toEqual([]);
  });
});

test('checks of health are words: what reads as YAML, Compose refuses', () => {
  const checks = services.flatMap(([name, service]) => {
    const { test: words = [] } = (service['healthcheck'] ?? {}) as { test?: readonly unknown[] };
    return words.map((word) => [name, typeof word]);
  });
  expect(checks.filter(([, type]) => type !== 'string')).toEqual([]);
  expect(checks).not.toEqual([]);
});

test('every volume of data is given to the user that writes to it', () => {
  const volumes = [...Object.keys(base.volumes), ...Object.keys(demo.volumes)];
  const data = volumes.filter((name) => !name.endsWith('-config') && name !== 'secrets');
  expect(new Set(volumeOwners.map(({ volume }) => volume))).toEqual(new Set(data));
  const owners = new Map(volumeOwners.map(({ volume, user }) => [volume, user]));
  for (const [name, { user, volumes: mounts = [] }] of lasting) {
    for (const mount of mounts) {
      const [volume = '', , mode] = typeof mount === 'string' ? mount.split(':') : [];
      if (!owners.has(volume) || mode === 'ro' || volume === 'alert-events') continue;
      expect(`${owners.get(volume)}`, `${volume} of ${name}`).toBe(user?.split(':')[0] ?? '1000');
    }
  }
});

test('every volume that a backup takes is where the container that takes it looks', () => {
  const mounts = base.services['backup']?.volumes ?? [];
  expect(mounts).toEqual(
    expect.arrayContaining(backedUpVolumes.map(({ volume }) => `${volume}:/volumes/${volume}`)),
  );
  // The configuration besides.
  expect(mounts).toHaveLength(backedUpVolumes.length + 1);
});

test('what is mounted from the machine cannot be written', () => {
  const writable = services.flatMap(([name, { volumes = [] }]) =>
    volumes.filter(isWritableOfMachine).map((mount) => [name, mount]),
  );
  expect(writable).toEqual([]);
});

function isWritableOfMachine(mount: string | { readonly read_only?: boolean }): boolean {
  if (typeof mount !== 'string') return mount.read_only !== true;
  return /^(?:\.|\/|\$\{VITALS_CONFIG)/.test(mount) && !mount.endsWith(':ro');
}
