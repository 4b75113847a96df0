import type { IncomingHttpHeaders } from 'node:http';
import type { Problem } from './problem.js';

/** What is looked at of a request that would change something. */
interface Change {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
}

const BODY_METHODS = new Set(['POST', 'PUT']);

/**
 * Why a change is refused: the browser of a visitor sends it for another site too
 * (https://owasp.org/www-community/attacks/csrf), so only what a page of the console sends passes.
 * Browsers say which page that is: `Sec-Fetch-Site` where the connection is trusted, as to the
 * loopback, `Origin` everywhere. JSON besides, since no form can send it.
 * @returns undefined where it may pass
 */
export function refusalOf({ method, headers }: Change): Problem | undefined {
  if (!isOwnPage(headers)) {
    return {
      status: 403,
      title: 'Not from a page of the console',
      detail: `Only the console's own pages may change something through it, and the request does not come from one. A script asks the alert history itself.`,
    };
  }
  if (BODY_METHODS.has(method) && !/^application\/json\b/i.test(headers['content-type'] ?? '')) {
    return {
      status: 415,
      title: 'Not JSON',
      detail: 'The body must be JSON, with "Content-Type: application/json".',
    };
  }
  return undefined;
}

function isOwnPage(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin, host } = headers;
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}
