import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { BackupSaid } from '../containers/backup-protocol.js';
import { StackError } from '../stack-error.js';
import type { ComposeProject } from './project.js';

/** The container that reaches the volumes, while it runs. */
export interface BackupContainer {
  readonly input: Writable;
  readonly output: Readable;
  /**
   * Waits until it tells something.
   * @throws {StackError} it failed, or ended before
   */
  says<T extends BackupSaid['type']>(type: T): Promise<Extract<BackupSaid, { type: T }>>;
  /** Ends its input, at which it ends where it has not yet, and waits for that. */
  end(): Promise<void>;
}

/** How long its end may take before Compose is told to stop it, in milliseconds. */
const endsWithinMs = 10_000;

/** Starts the container with the arguments that `containers/backup-main.ts` takes. */
export function startBackupContainer(
  project: ComposeProject,
  args: readonly string[],
): BackupContainer {
  const child = project.start(['run', '--rm', '--no-deps', '-T', 'backup', ...args]);
  const ended = once(child, 'close');
  ended.catch(() => undefined);
  // It may end before it has read all.
  child.stdin.on('error', () => undefined);

  const lines = createInterface({ input: child.stderr })[Symbol.asyncIterator]();
  /** What Compose says besides, which tells why nothing was started. */
  const words: string[] = [];
  const next = async (): Promise<BackupSaid> => {
    for (;;) {
      const { done, value } = await lines.next();
      if (done === true) throw new StackError(`docker compose run: ${words.slice(-3).join(' ')}`);
      if (value.startsWith('{')) return JSON.parse(value) as BackupSaid;
      words.push(value.trim());
    }
  };
  return {
    input: child.stdin,
    output: child.stdout,
    async says<T extends BackupSaid['type']>(type: T) {
      const said = await next();
      if (said.type === 'failed') throw new StackError(said.message);
      if (said.type !== type) throw new Error(`The container said ${said.type}, not ${type}.`);
      return said as Extract<BackupSaid, { type: T }>;
    },
    async end() {
      child.stdin.end();
      const timer = setTimeout(() => child.kill('SIGTERM'), endsWithinMs);
      await ended;
      clearTimeout(timer);
    },
  };
}
