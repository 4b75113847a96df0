import { open, type FileHandle } from 'node:fs/promises';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress } from 'node:zlib';
import { Header, Pax } from 'tar';
import type { ArchivedFile } from './archived-file.js';
import { MANIFEST, type Manifest, type Part } from './manifest.js';
import { createPartDigest, type PartDigest } from './part-digest.js';

/** Of the blocks that files are read in, in bytes. */
const BLOCK = 2 ** 20;
const TAR_BLOCK = 512;
/**
 * Most of what the programs keep is compressed already. Zstandard, since gzip takes about ten times
 * the CPU, of which the machine that is monitored has none to spare.
 */
const COMPRESSION = {
  [constants.ZSTD_c_compressionLevel]: 1,
  [constants.ZSTD_c_checksumFlag]: 1,
};
/** How many zeros stay behind what was written to a preallocated file: a checksum may end with some. */
const ZEROS_KEPT = 4096;

/** A part that is to be written. */
export interface PartSource extends Pick<Part, 'name' | 'version'> {
  /** Called when the part's turn comes. */
  readonly files: () => readonly ArchivedFile[];
}

/**
 * Writes an archive, a tar compressed with Zstandard: the parts, then the manifest.
 * @param out what takes it; it is ended, unless it is a standard stream
 * @param about what the manifest says besides the parts
 * @returns the manifest
 */
export async function writeArchive(
  out: Writable,
  parts: readonly PartSource[],
  about: Omit<Manifest, 'parts'>,
  signal: AbortSignal,
): Promise<Manifest> {
  const manifest: Manifest = { ...about, parts: [] };
  const archive = async function* (): AsyncGenerator<Buffer> {
    for (const { name, version, files } of parts) {
      const digest = createPartDigest();
      for (const each of files()) yield* fileEntry(name, each, digest);
      manifest.parts.push({ name, version, ...digest.sum() });
    }
    const text = Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`);
    yield* entry(MANIFEST, text.length, [text]);
    yield Buffer.alloc(2 * TAR_BLOCK);
  };
  await pipeline(
    Readable.from(archive(), { objectMode: false }),
    createZstdCompress({ params: COMPRESSION, chunkSize: BLOCK }),
    out,
    { signal },
  );
  return manifest;
}

/** One file of a part; nothing when it was deleted since it was found. */
async function* fileEntry(
  part: string,
  { path, source, bytes, preallocated }: ArchivedFile,
  digest: PartDigest,
): AsyncGenerator<Buffer> {
  const handle = await openExisting(source);
  if (handle === undefined) return;
  try {
    const length = preallocated ? await contentLength(handle, bytes) : bytes;
    digest.file(path, length);
    for await (const chunk of entry(`${part}/${path}`, length, contentOf(handle, length))) {
      yield chunk;
    }
  } finally {
    await handle.close();
  }

  async function* contentOf(from: FileHandle, length: number): AsyncGenerator<Buffer> {
    for (let position = 0; position < length; position += BLOCK) {
      const block = Buffer.alloc(Math.min(BLOCK, length - position));
      await from.read(block, 0, block.length, position);
      digest.content(block);
      yield block;
    }
  }
}

/** The blocks of a tar entry. */
async function* entry(
  path: string,
  bytes: number,
  content: Iterable<Buffer> | AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  const about = { path, size: bytes, mode: 0o600, mtime: new Date(), type: 'File' as const };
  const header = new Header(about);
  // What the header has no room for, such as a long path, stands in an entry before.
  if (header.encode()) yield new Pax(about).encode();
  yield header.block!;
  yield* content;
  yield Buffer.alloc((TAR_BLOCK - (bytes % TAR_BLOCK)) % TAR_BLOCK);
}

async function openExisting(file: string): Promise<FileHandle | undefined> {
  try {
    return await open(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** How much of a preallocated file has been written to, with some zeros behind it. */
async function contentLength(handle: FileHandle, bytes: number): Promise<number> {
  const block = Buffer.alloc(BLOCK);
  const zeros = Buffer.alloc(BLOCK);
  for (let end = bytes; end > 0; end -= BLOCK) {
    const begin = Math.max(0, end - BLOCK);
    block.fill(0);
    await handle.read(block, 0, end - begin, begin);
    if (block.equals(zeros)) continue;
    const last = block.findLastIndex((byte) => byte !== 0);
    return Math.min(bytes, begin + last + 1 + ZEROS_KEPT);
  }
  return 0;
}
