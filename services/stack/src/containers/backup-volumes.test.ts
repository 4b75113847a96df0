import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Readable, Writable } from 'node:stream';
import type { Manifest } from '@agent-vitals/backup-archive';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.js';
import { backedUpVolumes } from './backed-up-volumes.js';
import type { BackupSaid } from './backup-protocol.js';
import { restoreVolumes } from './restore-volumes.js';
import { takeVolumes } from './take-volumes.js';

/** What the containers keep, by path in the folder that holds the volumes. */
const KEPT: Readonly<Record<string, string>> = {
  'loki/chunks/fake/a': 'a chunk',
  'prometheus/wal/00000000': 'samples',
  'alert-events/events.jsonl': 'an event',
  'alertmanager/silences': 'silences',
  'alert-history/alerts.sqlite': 'a database',
  'grafana/grafana.db': 'users',
  'secrets/grafana-admin-password': 'secret',
};

const LEFT_OUT: Readonly<Record<string, string>> = {
  'prometheus/lock': '',
  'grafana/plugins/one/plugin.json': '{}',
};

/** The folder that holds every volume, with these files. */
function volumesWith(files: Readonly<Record<string, string>>): string {
  const volumes = temporaryFolder();
  for (const { volume } of backedUpVolumes) mkdirSync(join(volumes, volume));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(volumes, path)), { recursive: true });
    writeFileSync(join(volumes, path), content);
  }
  return volumes;
}

function filesIn(volumes: string): Record<string, string> {
  const files = readdirSync(volumes, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(volumes.length + 1));
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(volumes, path), 'utf8')]));
}

interface Taken {
  readonly manifest: Manifest;
  readonly archive: Buffer;
  readonly said: readonly BackupSaid[];
}

/** Backs volumes up as the host would; the programs go on to write once they go on. */
async function take(volumes: string, answers: Iterable<string> = ['', '12.4']): Promise<Taken> {
  const vitalsConfig = join(temporaryFolder(), 'vitals.yaml');
  const shipped = readFileSync(resolve(import.meta.dirname, '../../../../vitals.yaml'), 'utf8');
  writeFileSync(vitalsConfig, shipped.replace(/^retentionDays: \d+$/m, 'retentionDays: 30'));
  const chunks: Buffer[] = [];
  const said: BackupSaid[] = [];
  const lines = answers[Symbol.iterator]();
  const manifest = await takeVolumes({
    request: {
      host: 'docker-1',
      productVersion: '0.1.0',
      versions: { prometheus: '3.16.0' },
      running: [],
    },
    volumes,
    vitalsConfig,
    out: new Writable({
      write(chunk: Buffer, _encoding, done) {
        chunks.push(chunk);
        done();
      },
    }),
    say: (each) => said.push(each),
    answers: { next: async () => lines.next() },
    signal: new AbortController().signal,
  });
  return { manifest, archive: Buffer.concat(chunks), said };
}

test('what the volumes of containers hold is restored into others, for the users of the images', async () => {
  const volumes = volumesWith({ ...KEPT, ...LEFT_OUT });
  const { manifest, archive, said } = await take(volumes);
  expect(said).toEqual([{ type: 'ready' }, { type: 'held' }]);
  expect(manifest).toMatchObject({
    mode: 'compose',
    host: 'docker-1',
    retentionDays: 30,
    stoodStillMs: 12,
  });
  expect(manifest.parts.map(({ name, version, files }) => [name, version, files])).toEqual([
    ['loki', '0.1.0', 1],
    ['prometheus', '3.16.0', 1],
    ['alertmanager', '0.1.0', 2],
    ['alert-history', '0.1.0', 1],
    ['grafana', '0.1.0', 2],
    ['configuration', '0.1.0', 1],
  ]);
  expect(filesIn(volumes)).toEqual({ ...KEPT, ...LEFT_OUT });

  const others = volumesWith({});
  const owners = new Map<string, string>();
  const restored = await restoreVolumes({
    content: Readable.from([archive]),
    volumes: others,
    chown: (path, user, group) => owners.set(path.split('.restore/')[1]!, `${user}:${group}`),
  });
  expect(restored).toEqual(manifest);
  expect(filesIn(others)).toEqual(KEPT);
  expect(Object.fromEntries(owners)).toMatchObject({
    'chunks/fake': '10001:10001',
    'wal/00000000': '65534:65534',
    'events.jsonl': '65534:1000',
    'alerts.sqlite': '1000:1000',
    'grafana-admin-password': '472:472',
  });
  const modeOf = (path: string): number => statSync(join(others, path)).mode & 0o777;
  expect(modeOf('secrets/grafana-admin-password')).toBe(0o600);
  expect(modeOf('alert-events/events.jsonl') & 0o040).toBe(0o040);
});

test('nothing is restored into volumes that hold something, nor of a backup that is damaged', async () => {
  const { archive } = await take(volumesWith(KEPT));
  const full = volumesWith({ 'jaeger/keys/1.mem': 'spans' });
  await expect(
    restoreVolumes({ content: Readable.from([archive]), volumes: full, chown: () => {} }),
  ).rejects.toThrow(/not empty: there is data in jaeger\. .*down --volumes/);
  expect(filesIn(full)).toEqual({ 'jaeger/keys/1.mem': 'spans' });

  const empty = volumesWith({});
  const cut = archive.subarray(0, archive.length - 20);
  await expect(
    restoreVolumes({ content: Readable.from([cut]), volumes: empty, chown: () => {} }),
  ).rejects.toThrow('The backup cannot be restored: it is cut off');
  expect(filesIn(empty)).toEqual({});
});

test('without a host that has the programs stand still there is no backup', async () => {
  const volumes = volumesWith(KEPT);
  await expect(take(volumes, [])).rejects.toThrow('has gone');
  expect(filesIn(volumes)).toEqual(KEPT);
  await expect(take(volumesWith({}))).rejects.toThrow('nothing to back up');
});
