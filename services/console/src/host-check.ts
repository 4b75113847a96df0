import type { RequestHandler } from 'express';
import { sendProblem } from './problem.js';

/** Names by which a browser on the same machine reaches the console. */
export const LOOPBACK_HOSTS: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Refuses requests for any other host. A page elsewhere can have its own name resolve to this
 * machine (DNS rebinding) and would then read the telemetry with the visitor's browser.
 * @param hosts names without ports, in lower case
 */
export function createHostCheck(hosts: readonly string[]): RequestHandler {
  return (req, res, next) => {
    const host = (req.headers.host ?? '').toLowerCase().replace(/:\d+$/, '');
    if (hosts.includes(host)) {
      next();
      return;
    }
    sendProblem(res, {
      status: 421,
      title: 'Not served under this name',
      detail: `The console answers to ${hosts.join(', ')}, not to "${host}". Names are added with VITALS_CONSOLE_HOSTS.`,
    });
  };
}
