import type { AnalyticsFiles } from './analytics-files.js';
import { GROWING } from './tables.js';

/** How many rows of a prompt a table keeps: three hours and more of the usual load. */
const KEPT = 10_000;

/**
 * Removes rows that newer ones of the same prompt have made superfluous: the demo must not fill the
 * disk. Those of a version that is in use no more stay, to be compared with.
 * @param kept rows of each prompt in each table. Default: 10 000
 */
export function forgetOldRows(files: AnalyticsFiles, kept: number = KEPT): void {
  const prompts = files.query('stored_prompts', 'SELECT id FROM stored_prompts');
  for (const table of GROWING) {
    for (const { id } of prompts) {
      files.query(
        table,
        `DELETE FROM ${table} WHERE prompt_id = ?1 AND id <= (
           SELECT id FROM ${table} WHERE prompt_id = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)`,
        String(id),
        kept,
      );
    }
  }
}
