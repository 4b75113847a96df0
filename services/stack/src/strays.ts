import {
  environmentOf,
  familyOf,
  identify,
  isAlive,
  listPids,
  type ProcessIdentity,
} from './proc.js';
import { until } from './until.js';

/** The variables that mark a process, and everything it starts, as a program of one stack. */
export function marks(dataDir: string, program: string): Record<string, string> {
  return { VITALS_DATA_DIR: dataDir, VITALS_PROGRAM: program };
}

/** A process of a stack that its launcher no longer watches. */
export interface Stray extends ProcessIdentity {
  readonly program: string;
}

/**
 * Finds processes that carry the marks of a stack: what is left after a launcher was killed, or what
 * a program that died had started. Marks are inherited, so that no grandchild is missed, and cannot be
 * confused by a pid that another process has taken over since.
 * @param program only of this program
 */
export function findStrays(dataDir: string, program?: string): readonly Stray[] {
  const marked = new Map<string, number[]>();
  for (const pid of listPids()) {
    const environment = environmentOf(pid);
    const mark = [...environment].find((entry) => entry.startsWith('VITALS_PROGRAM='));
    if (mark === undefined || !environment.has(`VITALS_DATA_DIR=${dataDir}`)) continue;
    const name = mark.slice('VITALS_PROGRAM='.length);
    if (program === undefined || program === name) {
      marked.set(name, [...(marked.get(name) ?? []), pid]);
    }
  }
  // A process may overwrite its environment, as PostgreSQL's do for their titles; its parent tells.
  return [...marked].flatMap(([name, pids]) =>
    familyOf(pids)
      .map(identify)
      .flatMap((identity) => (identity === undefined ? [] : [{ ...identity, program: name }])),
  );
}

/**
 * Ends processes: SIGTERM, and SIGKILL for what remains after the grace time.
 * @param graceMs how long they may take to end by themselves, in milliseconds
 */
export async function endStrays(strays: readonly Stray[], graceMs: number): Promise<void> {
  const alive = (): Stray[] => strays.filter(isAlive);
  for (const stray of alive()) signal(stray, 'SIGTERM');
  await until(() => alive().length === 0, graceMs);
  for (const stray of alive()) signal(stray, 'SIGKILL');
  await until(() => alive().length === 0, 2_000);
}

function signal({ pid }: Stray, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended in the meantime.
  }
}
