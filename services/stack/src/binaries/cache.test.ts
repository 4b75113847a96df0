import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { BinarySource } from './binary-source.js';
import { createCache } from './cache.js';
import { temporaryFolder } from '../testing/temporary-folder.js';

const source: BinarySource = {
  version: '1.2.3',
  commands: ['tool', 'check'].map((name) => ({
    name,
    onPath: [name],
    versionArgs: [],
    versionPattern: /x/,
    range: '*',
  })),
  build: {
    module: { path: 'example.com/tool', version: 'v1.2.3' },
    packages: { tool: '.', check: './check' },
    expectedSeconds: 1,
  },
};

function folder(): string {
  return temporaryFolder();
}

test('a program is there once all of its commands are', async () => {
  const cache = createCache(folder(), '/');
  await cache.put('tool', source, async (out) => writeFileSync(join(out, 'tool'), ''));
  expect(cache.has('tool', source)).toBe(false);
  await cache.put('tool', source, async (out) => {
    for (const name of ['tool', 'check']) writeFileSync(join(out, name), '');
  });
  expect(cache.has('tool', source)).toBe(true);
});

test('a build that is broken off leaves nothing that looks finished', async () => {
  const cache = createCache(folder(), '/');
  const build = cache.put('tool', source, async (out) => {
    for (const name of ['tool', 'check']) writeFileSync(join(out, name), '');
    throw new Error('broken off');
  });
  await expect(build).rejects.toThrow('broken off');
  expect(existsSync(cache.folderOf('tool', source))).toBe(false);
});

test('a manifest with other components is another program; one with other comments is not', () => {
  const root = folder();
  mkdirSync(join(root, 'collector'));
  const manifest = join(root, 'collector/builder.yaml');
  const distribution = {
    ...source,
    build: { ...source.build, manifest: 'collector/builder.yaml' },
  };
  const cache = createCache(folder(), root);
  const folders = ['receivers: [a]\n', '# why\nreceivers: [a]\n', 'receivers: [a, b]\n'].map(
    (text) => {
      writeFileSync(manifest, text);
      return cache.folderOf('collector', distribution);
    },
  );
  expect(folders[1]).toBe(folders[0]);
  expect(folders[2]).not.toBe(folders[0]);
});
