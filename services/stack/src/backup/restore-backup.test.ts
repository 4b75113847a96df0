import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Manifest } from '@agent-vitals/backup-archive';
import { Header } from 'tar';
import { expect, test } from 'vitest';
import { takeLock } from '../lock.js';
import { launcherLock } from '../run-state.js';
import { temporaryFolder } from '../testing/temporary-folder.js';
import { nativeBackup } from './native-backup.js';
import { checkBackup, restoreBackup } from './restore-backup.js';
import { takeBackup, type BackupOptions } from './take-backup.js';
import { writeBackup } from './write-backup.js';

/** Longer than the name in the header of a tar may be. */
const LONG = `loki/chunks/fake/${'0123456789abcdef'.repeat(12)}`;

/** Some of what programs keep, by path in the data folder. */
const KEPT: Readonly<Record<string, string>> = {
  'prometheus/wal/00000000': 'samples',
  [LONG]: 'a chunk',
  'loki/wal/00000000': '',
  'alertmanager/silences': 'silences',
  'alert-history/alerts.sqlite': 'a database',
};

/** What belongs to the processes that run, or is still to be delivered by them. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  'prometheus/lock': '',
  'collector/queue/exporter': 'not delivered yet',
};

/** A stack that is stopped, and a place for its backup. */
function stoppedStack(): BackupOptions {
  const dataDir = temporaryFolder();
  for (const [path, content] of Object.entries({ ...KEPT, ...LEFT_OUT })) {
    mkdirSync(dirname(join(dataDir, path)), { recursive: true });
    writeFileSync(join(dataDir, path), content);
  }
  mkdirSync(join(dataDir, 'jaeger/keys'), { recursive: true });
  writeFileSync(join(dataDir, 'jaeger/keys/00001.mem'), 'spans');
  truncateSync(join(dataDir, 'jaeger/keys/00001.mem'), 2 ** 22);
  writeFileSync(join(dataDir, 'vitals.yaml'), 'retentionDays: 90\n');
  return {
    dataDir,
    file: join(temporaryFolder(), 'vitals.tar.zst'),
    force: false,
    signal: new AbortController().signal,
  };
}

/** Backs up what is in the data folder. */
const backUp = (options: BackupOptions): Promise<Manifest> =>
  takeBackup(options, (open, signal) =>
    writeBackup(
      nativeBackup({
        dataDir: options.dataDir,
        vitalsConfig: join(options.dataDir, 'vitals.yaml'),
        retentionDays: 90,
        productVersion: '0.1.0',
        versions: new Map([['prometheus', '3.16.0']]),
      }),
      open,
      signal,
    ),
  );

/** Every file in a folder with its content, but for the run state. */
function contentOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .filter((path) => !path.startsWith('run/'));
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

test('what was backed up is restored, but for what belongs to the old processes', async () => {
  const options = stoppedStack();
  const manifest = await backUp(options);
  expect(statSync(options.file).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(options.dataDir, 'run'))).toEqual([]);
  expect(manifest.parts.map(({ name, version, files }) => [name, version, files])).toEqual([
    ['loki', '0.1.0', 2],
    ['jaeger', '0.1.0', 1],
    ['prometheus', '3.16.0', 1],
    ['alertmanager', '0.1.0', 1],
    ['alert-history', '0.1.0', 1],
    ['configuration', '0.1.0', 1],
  ]);

  const dataDir = temporaryFolder();
  expect((await restoreBackup(options.file, dataDir)).manifest).toEqual(manifest);
  const { 'jaeger/keys/00001.mem': spans, ...restored } = contentOf(dataDir);
  expect(restored).toEqual({
    ...KEPT,
    'restored-configuration/vitals.yaml': 'retentionDays: 90\n',
  });
  expect(spans).toMatch(/^spans\0{4096}$/);
});

test('a backup replaces a file only when it is told to', async () => {
  const options = stoppedStack();
  writeFileSync(options.file, 'yesterday');
  await expect(backUp(options)).rejects.toThrow('exists already');
  expect(readFileSync(options.file, 'utf8')).toBe('yesterday');
  await backUp({ ...options, force: true });
  await expect(checkBackup(options.file)).resolves.toMatchObject({ retentionDays: 90 });
});

test('a backup that cannot be written says so and leaves nothing behind', async () => {
  const options = stoppedStack();
  const nowhere = join(temporaryFolder(), 'none/vitals.tar.zst');
  await expect(backUp({ ...options, file: nowhere })).rejects.toThrow(
    /\/none does not exist\. No backup was written/,
  );
  const given = new AbortController();
  given.abort();
  await expect(backUp({ ...options, signal: given.signal })).rejects.toThrow('given up');
  expect(readdirSync(dirname(options.file))).toEqual([]);
});

test('a folder without data makes no backup: it may be the wrong one', async () => {
  const options = stoppedStack();
  const dataDir = temporaryFolder();
  const wrong = { ...options, dataDir };
  await expect(backUp(wrong)).rejects.toThrow('nothing to back up');
  expect(existsSync(options.file)).toBe(false);
});

test('nothing is restored into a folder with data, or while its stack runs', async () => {
  const options = stoppedStack();
  await backUp(options);
  const before = contentOf(options.dataDir);
  await expect(restoreBackup(options.file, options.dataDir)).rejects.toThrow(
    /not empty: it has data of .*prometheus.*Move it away/,
  );
  expect(contentOf(options.dataDir)).toEqual(before);

  const running = temporaryFolder();
  takeLock(launcherLock(running));
  await expect(restoreBackup(options.file, running)).rejects.toThrow('vitals stop');
});

/** Tar blocks of one entry. */
function tarEntry(path: string, content: string, type: 'File' | 'SymbolicLink' = 'File'): Buffer {
  const size = type === 'File' ? content.length : 0;
  const header = new Header({
    path,
    size,
    type,
    mode: 0o600,
    ...(type === 'SymbolicLink' && { linkpath: '/etc' }),
  });
  header.encode();
  const padded = Buffer.alloc(Math.ceil(size / 512) * 512);
  padded.write(content.slice(0, size));
  return Buffer.concat([header.block!, padded]);
}

const end = Buffer.alloc(1024);
const archive =
  (...entries: Buffer[]) =>
  (): Buffer =>
    zstdCompressSync(Buffer.concat([...entries, end]));
const recompress = (change: (tar: Buffer) => Buffer) => (good: Buffer) =>
  zstdCompressSync(change(zstdDecompressSync(good)));

test.each<[string, RegExp, (good: Buffer) => Buffer]>([
  ['cut off', /cut off/, (good) => good.subarray(0, good.length - 20)],
  [
    'cut off between two files',
    /no manifest/,
    recompress((tar) => Buffer.concat([tar.subarray(0, 1024), end])),
  ],
  ['no archive', /no archive of a backup/, () => Buffer.from('something else')],
  [
    'changed',
    /damaged: prometheus/,
    recompress((tar) =>
      Buffer.from(tar.toString('latin1').replace('samples', 'simples'), 'latin1'),
    ),
  ],
  [
    'of a later format',
    /later agent-vitals/,
    archive(tarEntry('manifest.json', '{"formatVersion": 2}')),
  ],
  [
    'with a path that leads out of the folder',
    /which no backup has/,
    archive(tarEntry('loki/../../x', 'x')),
  ],
  ['with an absolute path', /which no backup has/, archive(tarEntry('/loki/x', 'x'))],
  ['with a link', /which no backup has/, archive(tarEntry('loki/x', '', 'SymbolicLink'))],
  ['with a part that no program has', /which no backup has/, archive(tarEntry('etc/passwd', 'x'))],
])('an archive that is %s is refused and nothing is changed', async (_, said, spoil) => {
  const options = stoppedStack();
  await backUp(options);
  writeFileSync(options.file, spoil(readFileSync(options.file)));
  const dataDir = temporaryFolder();
  await expect(checkBackup(options.file)).rejects.toThrow(said);
  await expect(restoreBackup(options.file, dataDir)).rejects.toThrow(said);
  expect(contentOf(dataDir)).toEqual({});
  expect(existsSync(join(dataDir, 'run/restore'))).toBe(false);
});
