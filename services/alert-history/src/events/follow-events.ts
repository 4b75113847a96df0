import { rename, stat, unlink } from 'node:fs/promises';
import type { Logger } from 'pino';
import type { AlertStore } from '../store/alert-store.js';
import { fileSize, readLines } from './event-file.js';
import { parseLine, UnreadableEventError } from './parse-line.js';
import type { StoryEvent } from './story-event.js';
import { storyOf } from './story-of.js';

/** Options of {@link createEventFollower}. */
export interface EventFollowerOptions {
  /** The event recorder's file. */
  readonly file: string;
  readonly store: Pick<AlertStore, 'add' | 'position'>;
  /** Told of each event that was not known yet, once it is stored. */
  readonly onAdded: (events: readonly StoryEvent[]) => void;
  readonly log: Pick<Logger, 'warn'>;
  /** Size in bytes from which the file is put aside and a new one begun. Default: 64 MiB. */
  readonly rotateBytes?: number;
  /** How long a file that was put aside must have been left alone, in milliseconds. Default: 10 000. */
  readonly quietMs?: number;
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly clock?: () => number;
}

/** Reads what Alertmanager's event recorder writes, from where it left off. */
export interface EventFollower {
  /** Reads what is new. Not to be called again before it has resolved. */
  read(): Promise<void>;
}

/** Creates the reader; it reads when it is told to. */
export function createEventFollower(options: EventFollowerOptions): EventFollower {
  const { file, store, rotateBytes = 64 * 1024 * 1024, quietMs = 10_000 } = options;
  const clock = options.clock ?? Date.now;
  const aside = `${file}.old`;

  const readAll = async (path: string): Promise<void> => {
    for (;;) {
      const read = await readLines(path, store.position());
      if (read === undefined || read.lines.length === 0) return;
      options.onAdded(store.add(read.lines.flatMap(readStory), read.position));
      if (!read.more) return;
    }
  };

  const readStory = (line: string): readonly StoryEvent[] => {
    try {
      return storyOf(parseLine(line));
    } catch (error) {
      if (!(error instanceof UnreadableEventError)) throw error;
      options.log.warn({ file, line: line.slice(0, 500), reason: error.message }, 'event skipped');
      return [];
    }
  };

  return {
    async read() {
      // What was put aside comes first, and is deleted once nobody writes to it any more.
      if ((await fileSize(aside)) > 0) {
        await readAll(aside);
        const { mtimeMs } = await stat(aside);
        if (clock() - mtimeMs < quietMs) return;
        await unlink(aside);
      }
      await readAll(file);
      // Alertmanager notices that its file was renamed, and begins a new one.
      if ((await fileSize(file)) > rotateBytes) await rename(file, aside);
    },
  };
}
