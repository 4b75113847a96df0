import type { Logger } from 'pino';

/** What cannot be read, told once. */
export interface Complaints {
  /** Something cannot be read until {@link end}; told again only for another reason. */
  begin(file: string, table: string | undefined, reason: string): void;
  end(file: string, table: string | undefined): void;
  /** A row is left out; each reason is told once. */
  mention(file: string, table: string, reason: string): void;
}

/** Begins with nothing told. */
export function createComplaints(log: Pick<Logger, 'warn' | 'info'>): Complaints {
  const lasting = new Map<string, string>();
  const mentioned = new Set<string>();
  return {
    begin(file, table, reason) {
      if (lasting.get(keyOf(file, table)) === reason) return;
      lasting.set(keyOf(file, table), reason);
      log.warn({ file, table, reason }, 'cannot be read, is tried again');
    },
    end(file, table) {
      if (lasting.delete(keyOf(file, table))) log.info({ file, table }, 'is read again');
    },
    mention(file, table, reason) {
      if (mentioned.has(keyOf(file, table, reason))) return;
      mentioned.add(keyOf(file, table, reason));
      log.warn({ file, table, reason }, 'rows are left out');
    },
  };
}

const keyOf = (...words: readonly (string | undefined)[]): string => words.join('\n');
