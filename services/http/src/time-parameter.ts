import { z } from 'zod';

/** What a moment may look like, for errors. */
export const TIME_FORMATS =
  'ISO 8601 with a zone (2026-11-24T09:00:00Z), a date (2026-11-24, in UTC), or Unix time in seconds';

const iso = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);
/** From 2001 on: fewer digits are no time that anyone asks for, more are milliseconds. */
const UNIX_SECONDS = /^[1-9]\d{9}(\.\d+)?$/;

/** A moment in a query: see {@link TIME_FORMATS}. */
export const timeParameter = z
  .string()
  .transform((text, context): Date => {
    if (UNIX_SECONDS.test(text)) return new Date(Number(text) * 1000);
    if (iso.safeParse(text).success) return new Date(text);
    context.addIssue({ code: 'custom', message: TIME_FORMATS });
    return z.NEVER;
  })
  .meta({ description: TIME_FORMATS, example: '2026-11-24T09:00:00Z' });
