import type { Pool } from 'pg';
import type { FaultSwitch } from '../fault-switch.js';
import type { Postgres } from './postgres.js';
import { REGRESSION } from './seed.js';

/** Keeps the database as the faults want it: see {@link createFaultEffects}. */
export interface FaultEffects {
  /** Brings the database one step nearer to what the faults want; steps never overlap. */
  apply(): Promise<void>;
}

/**
 * Makes the statements of others wait up to 1.6 s. The locks end with their transaction, so a
 * killed process leaves nothing slow behind.
 */
const HOLD_LOCKS = `
DO $$ BEGIN
  LOCK TABLE prompts, deliveries, agent_results, documents, dependencies IN ACCESS EXCLUSIVE MODE;
  PERFORM pg_sleep(1.6);
END $$`;

/**
 * Breaks the database as `db-down`, `db-slow` and `prompt-regression` say, and mends it when they
 * are cleared.
 */
export function createFaultEffects(
  postgres: Postgres,
  database: Pool,
  faults: FaultSwitch,
): FaultEffects {
  let down = false;
  let regressed: boolean | undefined;

  const followPrompt = async (): Promise<void> => {
    const wanted = faults.active('prompt-regression');
    if (wanted === regressed) return;
    const { name, version, text } = REGRESSION;
    if (wanted) {
      await database.query(
        `INSERT INTO prompts (name, version, text) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
        [name, version, text],
      );
      await activate(database, version);
    } else {
      const { rows } = await database.query<{ version: number }>(
        'SELECT max(version) AS version FROM prompts WHERE name = $1 AND version < $2',
        [name, version],
      );
      await activate(database, rows[0]?.version ?? version);
    }
    regressed = wanted;
  };

  return {
    async apply() {
      if (faults.active('db-down') !== down) {
        await (down ? postgres.start() : postgres.stop());
        down = !down;
      }
      if (down) return;
      await followPrompt();
      if (faults.active('db-slow')) await database.query(HOLD_LOCKS);
    },
  };
}

/** In one transaction, so that nobody finds the prompt without an active version. */
async function activate(database: Pool, version: number): Promise<void> {
  const client = await database.connect();
  try {
    await client.query('BEGIN');
    await client.query('UPDATE prompts SET active = false WHERE name = $1', [REGRESSION.name]);
    await client.query('UPDATE prompts SET active = true WHERE name = $1 AND version = $2', [
      REGRESSION.name,
      version,
    ]);
    await client.query('COMMIT');
    client.release();
  } catch (error) {
    // Closed, which rolls back: a connection in an unknown state must not return to the pool.
    client.release(true);
    throw error;
  }
}
