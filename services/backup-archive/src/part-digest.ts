import { createHash } from 'node:crypto';
import type { Part } from './manifest.js';

/** Counts and hashes the files of a part as they pass by. */
export interface PartDigest {
  file(path: string, bytes: number): void;
  content(chunk: Uint8Array): void;
  /** What there was. */
  sum(): Pick<Part, 'files' | 'bytes' | 'sha256'>;
}

/** Begins with nothing. */
export function createPartDigest(): PartDigest {
  const hash = createHash('sha256');
  let files = 0;
  let bytes = 0;
  return {
    file(path, size) {
      hash.update(`${path}\n${size}\n`);
      files += 1;
      bytes += size;
    },
    content: (chunk) => void hash.update(chunk),
    sum: () => ({ files, bytes, sha256: hash.copy().digest('hex') }),
  };
}
