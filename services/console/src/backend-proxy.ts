import type { IncomingMessage } from 'node:http';
import { Router } from 'express';
import { createProxyMiddleware, debugProxyErrorsPlugin } from 'http-proxy-middleware';
import { routeOf, type Backend } from './backends.js';
import { refusalOf } from './own-page.js';
import { sendProblem, type Problem } from './problem.js';

/** Options of {@link createBackendProxy}. */
export interface BackendProxyOptions {
  readonly backend: Backend;
  /** Where the program is, such as `http://127.0.0.1:9090`. */
  readonly url: string;
  /** How long an answer may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Bearer token that the program asks for; the browser never learns it. Default: none. */
  readonly token?: string | undefined;
}

/**
 * Passes what the allow-list names on to a backend, as it is, and streams the answer back. All
 * else is 404; a change that no page of the console sends is 403; a backend that does not answer is
 * 502. All are problem details.
 */
export function createBackendProxy(options: BackendProxyOptions): Router {
  const { backend, url, timeoutMs, token } = options;
  const { root = '' } = backend;
  const late = new WeakSet<IncomingMessage>();
  const router = Router();
  router.use((req, res, next) => {
    const route = routeOf(backend, req.method, req.path);
    const refusal =
      route === undefined ? notPassedOn(backend, req) : route.changes && refusalOf(req);
    if (refusal === undefined) next();
    else sendProblem(res, refusal);
  });
  router.use(
    createProxyMiddleware({
      target: url,
      changeOrigin: true,
      proxyTimeout: timeoutMs,
      pathRewrite: (path) => root + path,
      ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
      // The library's own answer to an error is plain text without the backend's name.
      ejectPlugins: true,
      plugins: [
        debugProxyErrorsPlugin,
        (proxy) => {
          proxy.on('proxyReq', (asked, req) => asked.once('timeout', () => late.add(req)));
          proxy.on('error', (error, req, res) => {
            if (!res || !('headersSent' in res)) return;
            const why =
              req && late.has(req) ? `no answer within ${timeoutMs / 1000} s` : reason(error);
            sendProblem(res, {
              status: 502,
              title: `${backend.name} does not answer`,
              detail: `${backend.name} at ${url}: ${why}. "vitals status" tells whether it runs, "vitals logs ${backend.name}" what it says.`,
            });
          });
        },
      ],
    }),
  );
  return router;
}

const notPassedOn = (
  { name }: Backend,
  { method, path }: { readonly method: string; readonly path: string },
): Problem => ({
  status: 404,
  title: 'Not passed on',
  detail: `${method} ${path} is not among the requests that the console passes on to ${name}.`,
});

const reason = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : error.message;
