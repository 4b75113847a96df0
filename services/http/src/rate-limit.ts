import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { Problem } from './problem.js';

/**
 * Refuses what one address sends too often.
 * @param what the requests that are counted together, for the error
 */
export function createLimit(perMinute: number, what: string): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    identifier: what,
    handler: (_req, res) => {
      // The limiter has set Retry-After.
      const seconds = String(res.getHeader('retry-after'));
      throw new Problem(
        429,
        `An address may send ${perMinute} ${what} in a minute; ask again in ${seconds} s.`,
      );
    },
  });
}
