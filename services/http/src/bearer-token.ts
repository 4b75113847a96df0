import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { Problem } from './problem.js';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Refuses requests that do not carry the token (https://www.rfc-editor.org/rfc/rfc6750). Digests
 * are compared, in constant time, so that nothing about the token can be measured, not its length.
 * @param options.service the realm
 * @param options.variable the environment variable that holds it, for the error
 */
export function createTokenCheck(options: {
  readonly token: string;
  readonly service: string;
  readonly variable: string;
}): RequestHandler {
  const { service, variable } = options;
  const expected = digest(options.token);
  return (req, _res, next) => {
    const sent = /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? '')?.[1];
    if (sent !== undefined && timingSafeEqual(digest(sent), expected)) {
      next();
      return;
    }
    const invalid = sent === undefined ? '' : ', error="invalid_token"';
    throw new Problem(
      401,
      `${sent === undefined ? 'A token is needed' : 'The token is another one'}: send "Authorization: Bearer …" with what ${variable} holds.`,
      { headers: { 'www-authenticate': `Bearer realm="${service}"${invalid}` } },
    );
  };
}
