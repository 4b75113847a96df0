import { Problem } from '@agent-vitals/http';
import { z } from 'zod';
import type { AlertQueries } from '../store/alert-queries.js';
import type { AlertRow } from '../store/alert-row.js';

/** The number of an alert in a path. */
export const idParameter: z.ZodString = z
  .string()
  .regex(/^[1-9]\d{0,14}$/, 'the id that the list of alerts gives')
  .meta({ description: 'As the list gives it.', example: '42' });

/** @throws {Problem} there is none with the number */
export function findAlert(queries: Pick<AlertQueries, 'find'>, id: string): AlertRow {
  const alert = queries.find(Number(id));
  if (alert !== undefined) return alert;
  throw new Problem(
    404,
    `There is no alert ${id}: it never was, or it is older than what vitals.yaml keeps.`,
  );
}
