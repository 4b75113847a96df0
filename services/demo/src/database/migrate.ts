import type { Pool } from 'pg';
import { SCHEMA } from './schema.js';
import { ADVISORIES, DEPENDENCIES, DOCUMENTS, PROMPTS } from './seed.js';

/**
 * Brings the database to the present schema and seed. Run again, it changes nothing: versions of
 * prompts are never rewritten, and which of them is active stays as it is.
 * @param database connected to the demo's database with the right to create tables
 */
export async function migrate(database: Pool): Promise<void> {
  await database.query(SCHEMA);
  await database.query(
    `INSERT INTO prompts (name, version, text)
     SELECT * FROM jsonb_to_recordset($1) AS seed (name text, version integer, text text)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(PROMPTS)],
  );
  await database.query(
    `UPDATE prompts SET active = true
     WHERE (name, version) IN (SELECT name, max(version) FROM prompts GROUP BY name)
       AND name NOT IN (SELECT name FROM prompts WHERE active)`,
  );
  await database.query(
    `INSERT INTO documents (title, body)
     SELECT * FROM jsonb_to_recordset($1) AS seed (title text, body text)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(DOCUMENTS)],
  );
  for (const { package: name, version } of DEPENDENCIES) {
    await database.query('INSERT INTO dependencies VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      name,
      version,
    ]);
  }
  for (const { package: name, fixedIn, severity, summary } of ADVISORIES) {
    await database.query('INSERT INTO advisories VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING', [
      name,
      fixedIn,
      severity,
      summary,
    ]);
  }
}
