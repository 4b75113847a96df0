import type { Manifest } from '@agent-vitals/backup-archive';

/*
 * How `vitals backup` and `vitals restore` talk with the container that reaches the volumes. The archive
 * is on its standard output, or input. It tells on its standard error how far it is, a line of JSON each
 * time. While a backup is taken, it is answered by two lines on its standard input: the first once the
 * programs stand still, the second once they go on, with how long they stood still in milliseconds. Where
 * its input ends before it is done, it gives up.
 */

/** What the container tells. */
export type BackupSaid =
  /** It waits for the programs to stand still. */
  | { readonly type: 'ready' }
  /** It has what it needs of them. */
  | { readonly type: 'held' }
  | { readonly type: 'done'; readonly manifest: Manifest }
  /** In words for people. */
  | { readonly type: 'failed'; readonly message: string };

/** What the container is told of a backup, as its second argument. */
export interface BackupRequest extends Pick<Manifest, 'host' | 'productVersion'> {
  /** The versions of the images, by service. */
  readonly versions: Readonly<Record<string, string>>;
  /** The services that run. */
  readonly running: readonly string[];
}
