import { z } from 'zod';

/** The format that this version writes, and the only one there has been. */
export const FORMAT_VERSION = 1;

/** The name of the manifest in an archive; it comes last, so an archive that was cut off has none. */
export const MANIFEST = 'manifest.json';

/** The part of an archive that holds vitals.yaml. */
export const CONFIGURATION = 'configuration';

const part = z.object({
  /** The program, and the folder in the archive. */
  name: z.string(),
  /** Of the program that wrote it. */
  version: z.string(),
  files: z.number(),
  /** Of its files, before compression. */
  bytes: z.number(),
  /** Of each file's path, length in bytes and content, in the order of the archive. */
  sha256: z.string(),
});

const manifest = z.object({
  formatVersion: z.literal(FORMAT_VERSION),
  /** The version of agent-vitals. */
  productVersion: z.string(),
  /** How the stack ran. */
  mode: z.enum(['native', 'compose']),
  /** The moment that the data is of. */
  takenAt: z.iso.datetime(),
  host: z.string(),
  retentionDays: z.number(),
  /** How long the programs stood still; 0 when they did not run. */
  stoodStillMs: z.number(),
  parts: z.array(part),
});

/** What an archive says of itself. */
export type Manifest = z.infer<typeof manifest>;

/** A part of an archive: what one program keeps. */
export type Part = z.infer<typeof part>;

/**
 * Reads a manifest.
 * @throws {Error} it is none, or one of a later format
 */
export function parseManifest(text: string): Manifest {
  const { formatVersion } = z.object({ formatVersion: z.number() }).parse(JSON.parse(text));
  if (formatVersion > FORMAT_VERSION) {
    throw new Error(
      `a later agent-vitals wrote it, in format ${formatVersion}; this one knows ${FORMAT_VERSION}`,
    );
  }
  return manifest.parse(JSON.parse(text));
}
