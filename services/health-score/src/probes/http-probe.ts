import type { Probe } from '@agent-vitals/config';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { failed, type Ask, type Outcome } from './outcome.js';

type HttpProbe = Extract<Probe, { kind: 'http' }>;

/** More of a body is not read: what is expected stands at its beginning. */
const MOST_BODY_BYTES = 2 ** 20;

/**
 * Asks an address: the status must be one of those expected, and the body, if a pattern is given,
 * must match it. Each time over a new connection, as a new caller would; redirections are not
 * followed, but may be expected.
 */
export function createHttpProbe(probe: HttpProbe): Ask {
  const expected = new Set(probe.expectStatus);
  const pattern = probe.expectBody === undefined ? undefined : new RegExp(probe.expectBody);
  return async (signal) => {
    try {
      const answer = await send(probe, signal);
      const status = answer.statusCode ?? 0;
      const outcome = await judge(answer, status);
      answer.destroy();
      return { ...outcome, status };
    } catch (error) {
      return failed(error, signal);
    }
  };

  async function judge(answer: IncomingMessage, status: number): Promise<Outcome> {
    if (!expected.has(status)) {
      const reason = `status ${status} instead of ${[...expected].join(' or ')}`;
      return { up: false, reason, error: 'status' };
    }
    if (pattern !== undefined && !pattern.test(await bodyOf(answer))) {
      return { up: false, reason: `the body does not match ${String(pattern)}`, error: 'body' };
    }
    return { up: true };
  }
}

function send({ url, method, headers }: HttpProbe, signal: AbortSignal): Promise<IncomingMessage> {
  const request = url.startsWith('https:') ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method,
        headers: { 'user-agent': 'agent-vitals-probe', ...headers },
        agent: false,
        signal,
      },
      resolve,
    );
    sent.on('error', reject);
    sent.end();
  });
}

async function bodyOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= MOST_BODY_BYTES) break;
  }
  return Buffer.concat(chunks).toString();
}
