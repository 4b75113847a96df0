import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Request, Response } from 'express';

/** An answer in the bytes that are sent, made once for many requests. */
export interface PreparedAnswer {
  readonly body: Buffer;
  /** Weak, since the compressed body is the same answer. */
  readonly etag: string;
  /** The body compressed, when it is first asked for; undefined where that would gain nothing. */
  readonly compressed: () => Promise<Buffer> | undefined;
}

/** What fits into one packet is not compressed. */
const WORTH_COMPRESSING_BYTES = 1400;

const compress = promisify<Buffer, Buffer>(gzip);

/** Makes an answer of a text, or of what becomes JSON. */
export function prepare(content: unknown): PreparedAnswer {
  const body = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 27);
  let compressed: Promise<Buffer> | undefined;
  return {
    body,
    etag: `W/"${hash}"`,
    compressed: () => {
      if (body.length > WORTH_COMPRESSING_BYTES) compressed ??= compress(body);
      return compressed;
    },
  };
}

/**
 * Sends an answer, compressed to who takes that, or 304 to who has it already.
 * @param headers besides those that follow from the answer
 */
export async function sendPrepared(
  req: Request,
  res: Response,
  answer: PreparedAnswer,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  for (const name in headers) res.setHeader(name, headers[name]!);
  res.setHeader('etag', answer.etag);
  res.setHeader('vary', 'accept-encoding');
  if (req.fresh) {
    res.statusCode = 304;
    res.removeHeader('content-type');
    res.end();
    return;
  }
  const compressed = req.acceptsEncodings('gzip') === false ? undefined : answer.compressed();
  if (compressed !== undefined) res.setHeader('content-encoding', 'gzip');
  const body = compressed === undefined ? answer.body : await compressed;
  res.setHeader('content-length', body.length);
  res.end(req.method === 'HEAD' ? undefined : body);
}
