/** A file that goes into an archive. */
export interface ArchivedFile {
  /** In the folder of its part. */
  readonly path: string;
  /** Where it is read. */
  readonly source: string;
  /** How much of it is taken, in bytes: it may have grown since. */
  readonly bytes: number;
  /** Whether zeros at its end are no content. */
  readonly preallocated: boolean;
}
