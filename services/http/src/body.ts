import express, { type RequestHandler } from 'express';
import { Problem } from './problem.js';

/** Of a body at most, where an operation does not say otherwise: a note of several pages fits. */
const MOST_BODY_BYTES = 64 * 1024;

/** What does not read a body waits for none. */
export const refuseBody: RequestHandler = (req, res, next) => {
  const length = req.headers['content-length'] ?? '0';
  if (length === '0' && req.headers['transfer-encoding'] === undefined) {
    next();
    return;
  }
  res.setHeader('connection', 'close');
  throw new Problem(413, 'This request has no body: what is asked for is in the address.');
};

/**
 * Reads a JSON body. Another type is refused: a page elsewhere can send forms and plain text
 * through a visitor's browser without asking first, but not JSON.
 * @param mostBytes of the body; more is refused
 */
export function createBodyReader(mostBytes: number = MOST_BODY_BYTES): RequestHandler {
  const parse = express.json({ limit: mostBytes, type: 'application/json' });
  return (req, res, next) => {
    if (req.is('application/json') === false) {
      res.setHeader('connection', 'close');
      throw new Problem(415, 'The body must be JSON, with "Content-Type: application/json".');
    }
    parse(req, res, (error: unknown) => {
      if (!(error instanceof Error)) {
        next();
        return;
      }
      const { status = 400 } = error as { readonly status?: number };
      const detail =
        status === 413
          ? `The body may have at most ${mostBytes} bytes.`
          : `The body cannot be read: ${error.message}.`;
      next(new Problem(status, detail, { cause: error }));
    });
  };
}
