import type { DatabaseSync } from 'node:sqlite';
import { isObservation, type Fact, type NamedFact } from '../fact.js';

/** Which facts are asked for: of a time in milliseconds since 1970, to the hour. */
export interface SumsWanted {
  readonly from: number;
  readonly to: number;
  /** Default: of all. */
  readonly promptName?: string | undefined;
}

/** What facts of one kind and source say of a version, by one name. */
export interface FactSums {
  readonly promptName: string;
  readonly promptVersion: string;
  readonly kind: Fact['kind'];
  readonly source: string;
  /** As `Fact.values` has it. */
  readonly name: string;
  readonly count: number;
  readonly sum: number;
  /** The sum of the squares. */
  readonly squares: number;
  /** Of the first and the last, in milliseconds since 1970. */
  readonly firstAt: number;
  readonly lastAt: number;
}

/** What facts of versions come to, by the hour: a week of them is added up in milliseconds. */
export interface FactSumsTable {
  /** Adds observations that were not known; those of a prompt without a version are left out. */
  add(facts: readonly NamedFact[]): void;
  /** The oldest first. */
  of(wanted: SumsWanted): readonly FactSums[];
  /** Deletes hours that began before a time, in milliseconds since 1970. */
  forgetBefore(at: number): void;
}

const HOUR_MS = 3_600_000;

const SCHEMA = `
CREATE TABLE IF NOT EXISTS fact_sums (
  hour INTEGER NOT NULL,
  prompt_name TEXT NOT NULL,
  prompt_version TEXT NOT NULL,
  kind TEXT NOT NULL,
  source TEXT NOT NULL,
  name TEXT NOT NULL,
  count INTEGER NOT NULL,
  sum REAL NOT NULL,
  squares REAL NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (hour, prompt_name, prompt_version, kind, source, name)
) STRICT, WITHOUT ROWID;
`;

/** Opens the table, and makes it where there is none. */
export function createFactSums(database: DatabaseSync): FactSumsTable {
  database.exec(SCHEMA);
  const add = database.prepare(
    `INSERT INTO fact_sums VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
       count = count + 1, sum = sum + excluded.sum, squares = squares + excluded.squares,
       first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at)`,
  );
  const find = database.prepare(
    `SELECT prompt_name AS promptName, prompt_version AS promptVersion, kind, source, name,
       sum(count) AS count, sum(sum) AS sum, sum(squares) AS squares,
       min(first_at) AS firstAt, max(last_at) AS lastAt
     FROM fact_sums
     WHERE hour > $from - ${HOUR_MS} AND hour <= $to
       AND ($promptName IS NULL OR prompt_name = $promptName)
     GROUP BY prompt_name, prompt_version, kind, source, name ORDER BY firstAt`,
  );
  const forget = database.prepare('DELETE FROM fact_sums WHERE hour < ?');
  return {
    add(facts) {
      for (const fact of facts.filter(isObservation)) {
        const { at, promptName, promptVersion, kind, source, values } = fact;
        if (promptVersion === undefined) continue;
        const hour = at - (at % HOUR_MS);
        for (const [name, value] of Object.entries(values)) {
          add.run(hour, promptName, promptVersion, kind, source, name, value, value ** 2, at, at);
        }
      }
    },
    of: ({ from, to, promptName = null }) =>
      find.all({ from, to, promptName }) as unknown as FactSums[],
    forgetBefore: (at) => void forget.run(at),
  };
}
