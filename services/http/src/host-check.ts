import type { RequestHandler } from 'express';
import { Problem } from './problem.js';

/** Names by which programs on the same machine reach a service. */
export const LOOPBACK_HOSTS: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Refuses requests for any other host. A page elsewhere can have its own name resolve to this
 * machine (DNS rebinding) and would then read, or write, with the visitor's browser.
 * @param options.hosts names without ports, in lower case
 * @param options.variable the environment variable that adds names, for the error
 */
export function createHostCheck(options: {
  readonly hosts: readonly string[];
  readonly variable: string;
}): RequestHandler {
  const { hosts, variable } = options;
  return (req, _res, next) => {
    const host = (req.headers.host ?? '').toLowerCase().replace(/:\d+$/, '');
    if (hosts.includes(host)) {
      next();
      return;
    }
    throw new Problem(
      421,
      `The service answers to ${hosts.join(', ')}, not to "${host}". Names are added with ${variable}.`,
    );
  };
}
