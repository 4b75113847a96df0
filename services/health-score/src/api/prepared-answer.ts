import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';

/** An answer in the bytes that are sent, made once for many requests. */
export interface PreparedAnswer {
  readonly body: Buffer;
  /** In quotes. */
  readonly etag: string;
}

/** Makes an answer of a text, or of what becomes JSON. */
export function prepare(content: unknown): PreparedAnswer {
  const body = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 27);
  return { body, etag: `"${hash}"` };
}

/**
 * Sends an answer, or 304 to who has it already.
 * @param headers besides those that follow from the answer
 */
export function sendPrepared(
  req: Request,
  res: Response,
  { body, etag }: PreparedAnswer,
  headers: Readonly<Record<string, string>>,
): void {
  for (const name in headers) res.setHeader(name, headers[name]!);
  res.setHeader('etag', etag);
  if (req.fresh) {
    res.statusCode = 304;
    res.removeHeader('content-type');
    res.end();
    return;
  }
  res.setHeader('content-length', body.length);
  res.end(req.method === 'HEAD' ? undefined : body);
}
