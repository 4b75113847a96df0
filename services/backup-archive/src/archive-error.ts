/** An archive cannot be read or restored. The message is for people: which, and why. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
}
