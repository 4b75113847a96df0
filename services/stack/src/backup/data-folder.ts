import type { BackupRules } from '../program.js';

/** A folder that a program keeps its data in, as a backup takes it. */
export interface DataFolder {
  /** The part of the archive that its files go to. */
  readonly part: string;
  /** Of the program. */
  readonly version: string;
  readonly path: string;
  /** A folder on the same disk, for links to its files while the archive is written. */
  readonly held: string;
  readonly rules: BackupRules;
  /** Whether the program runs. */
  readonly isInUse: boolean;
}
