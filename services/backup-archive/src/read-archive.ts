import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdDecompress } from 'node:zlib';
import { Parser, type ReadEntry } from 'tar';
import { ArchiveError } from './archive-error.js';
import { CONFIGURATION, MANIFEST, parseManifest, type Manifest } from './manifest.js';
import { createPartDigest, type PartDigest } from './part-digest.js';

/** An archive that is to be read. */
export interface Archive {
  /** As messages have it. */
  readonly name: string;
  readonly content: Readable;
}

/** Takes the content of a file of an archive. */
export type Sink = (path: string, content: AsyncIterable<Buffer>) => Promise<void>;

/** Reads to the end and keeps nothing. */
export const discard: Sink = async (_, content) => {
  for await (const chunk of content) void chunk;
};

/**
 * Reads an archive from its beginning to its end and compares it with its manifest.
 * @param parts the names of the programs that may have a part
 * @param sink given each file with its path in the archive, which leads nowhere else
 * @throws {ArchiveError} it cannot be read, is damaged, or is no backup
 */
export async function readArchive(
  { name, content }: Archive,
  parts: readonly string[],
  sink: Sink,
): Promise<Manifest> {
  try {
    return await read(content, new Set([...parts, CONFIGURATION]), sink);
  } catch (cause) {
    throw new ArchiveError(`${name} cannot be restored: ${wordsFor(cause as Error)}.`, { cause });
  }
}

async function read(archive: Readable, parts: ReadonlySet<string>, sink: Sink): Promise<Manifest> {
  const digests = new Map<string, PartDigest>();
  let manifest: Manifest | undefined;

  const take = async (entry: ReadEntry): Promise<void> => {
    if (entry.path === MANIFEST) {
      manifest = parseManifest((await entry.concat()).toString('utf8'));
      return;
    }
    const { part, path } = placeOf(entry, parts);
    const digest = digests.get(part) ?? createPartDigest();
    digests.set(part, digest);
    digest.file(path, entry.size);
    const content = async function* (): AsyncGenerator<Buffer> {
      for await (const chunk of entry) {
        digest.content(chunk);
        yield chunk;
      }
    };
    await sink(entry.path, content());
  };

  await eachEntry(archive, take);
  if (manifest === undefined) throw new Error('it has no manifest: it is cut off, or no backup');
  for (const { name, files, bytes, sha256 } of manifest.parts) {
    const sum = (digests.get(name) ?? createPartDigest()).sum();
    digests.delete(name);
    if (sum.sha256 !== sha256) {
      throw new Error(
        `it is damaged: ${name} has ${sum.files} files of ${sum.bytes} bytes with another checksum than ` +
          `the manifest has for ${files} files of ${bytes} bytes`,
      );
    }
  }
  const unknown = [...digests.keys()];
  if (unknown.length > 0) throw new Error(`the manifest knows nothing of ${unknown.join(', ')}`);
  return manifest;
}

/** Hands over each entry of a compressed tar, one after the other. */
async function eachEntry(
  archive: Readable,
  take: (entry: ReadEntry) => Promise<void>,
): Promise<void> {
  const parser = new Parser({ strict: true });
  let failure: Error | undefined;
  parser.on('error', (error: Error) => (failure ??= error));
  const ended = once(parser, 'end');
  ended.catch(() => undefined);
  let taken = Promise.resolve();
  parser.on('entry', (entry: ReadEntry) => {
    taken = taken.then(() => take(entry));
    taken.catch((error: Error) => parser.emit('error', error));
  });
  await pipeline(archive, createZstdDecompress(), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      if (failure !== undefined) throw failure;
      // Rejects where the parser fails instead.
      if (!parser.write(chunk)) await once(parser, 'drain');
    }
    parser.end();
    await ended;
  });
}

/** Where an entry belongs; only plain files with plain paths inside a known part are taken. */
function placeOf(
  { path, type }: ReadEntry,
  parts: ReadonlySet<string>,
): { readonly part: string; readonly path: string } {
  const [part = '', ...rest] = path.split('/');
  const plain = rest.length > 0 && !rest.some((name) => ['', '.', '..'].includes(name));
  if (type !== 'File' || !parts.has(part) || !plain) {
    throw new Error(`it holds ${type} ${JSON.stringify(path)}, which no backup has`);
  }
  return { part, path: rest.join('/') };
}

function wordsFor(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EACCES':
      return `${error.path} may not be accessed by this user`;
    case 'ENOSPC':
      return 'the disk of the data folder is full';
    case 'Z_BUF_ERROR':
      return 'it is cut off';
    default:
      return error.code?.startsWith('ZSTD_') === true
        ? `it is no archive of a backup, or damaged (${error.message})`
        : error.message;
  }
}
