import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createHostCheck, LOOPBACK_HOSTS } from '@agent-vitals/http';
import express, { type Express, type ErrorRequestHandler } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { createBackendProxy } from './backend-proxy.js';
import { BACKENDS, type Backend } from './backends.js';
import { CONTENT_SECURITY_POLICY } from './content-security-policy.js';
import { renderNotFound } from './not-found.js';
import { sendProblem } from './problem.js';
import { renderRunbook } from './runbook.js';

/** Options of {@link createConsole}. */
export interface ConsoleOptions {
  /** Where each program is, such as `http://127.0.0.1:9090`. */
  readonly backends: Readonly<Record<Backend['name'], string>>;
  /** Bearer token of a program that asks for one. Default: none. */
  readonly tokens?: Readonly<Partial<Record<Backend['name'], string | undefined>>>;
  /** Folder of the built page (`npm run build -w services/console`). */
  readonly pageDir: string;
  /** Folder of the dashboards' JSON. */
  readonly dashboardsDir: string;
  /** Folder of the runbooks, one Markdown file for each alert. */
  readonly runbooksDir: string;
  /** Host names that it answers to, without ports. Default: those of the loopback. */
  readonly hosts?: readonly string[];
  /** How long a program may take to answer, in milliseconds. Default 30 000. */
  readonly timeoutMs?: number;
  /** Told of errors within the console. Default: nobody. */
  readonly logger?: Logger;
}

const DASHBOARD_NAME = /^[a-z][a-z0-9-]*$/;
/** `/health/<component>` and `/health/<component>/<item>`. */
const HEALTH_PAGE = /^\/health\/[A-Za-z]+(\/[^/]+)?$/;
/** `/alerts`, `/alerts/history`, `/alerts/statistics` and `/alerts/<id>`. */
const ALERTS_PAGE = /^\/alerts(\/(history|statistics|\d{1,15}))?$/;

/**
 * The console: the page, what it asks of the programs behind it, and the runbooks. It does not
 * listen; that is the caller's.
 * @throws {Error} the page is not built
 */
export function createConsole(options: ConsoleOptions): Express {
  const { pageDir, dashboardsDir, runbooksDir, tokens = {}, timeoutMs = 30_000 } = options;
  const healthPage = builtPage(pageDir, 'index.html');
  const alertsPage = builtPage(pageDir, 'alerts.html');
  const dashboardsPage = builtPage(pageDir, 'dashboards.html');
  const hasDashboard = (name: string): boolean =>
    DASHBOARD_NAME.test(name) && existsSync(join(dashboardsDir, `${name}.json`));

  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  // A container's health check asks by whatever name it has; this tells nothing.
  app.get('/readyz', (_req, res) => void res.json({ status: 'ready' }));
  app.use(
    createHostCheck({
      hosts: options.hosts ?? LOOPBACK_HOSTS,
      variable: 'VITALS_CONSOLE_HOSTS',
    }),
  );
  app.use(helmet({ contentSecurityPolicy: CONTENT_SECURITY_POLICY, hsts: false }));

  for (const backend of BACKENDS) {
    const url = options.backends[backend.name];
    const token = tokens[backend.name];
    app.use(`/api/${backend.name}`, createBackendProxy({ backend, url, timeoutMs, token }));
  }
  app.get('/api/dashboards/:name', async (req, res, next) => {
    if (!hasDashboard(req.params.name)) {
      next();
      return;
    }
    res.set('cache-control', 'no-cache').type('json');
    res.send(await readFile(join(dashboardsDir, `${req.params.name}.json`)));
  });
  app.get('/runbooks/:name', async (req, res, next) => {
    const html = await renderRunbook(runbooksDir, req.params.name);
    if (html === undefined) next();
    else res.type('html').send(html);
  });

  app.get(['/', HEALTH_PAGE], (_req, res) => res.sendFile(healthPage));
  app.get(ALERTS_PAGE, (_req, res) => res.sendFile(alertsPage));
  app.get('/dashboards/:name', (req, res, next) => {
    if (hasDashboard(req.params.name)) res.sendFile(dashboardsPage);
    else next();
  });
  app.get('/traces/:traceId', (_req, res) => res.sendFile(dashboardsPage));
  app.use(
    '/assets',
    express.static(join(pageDir, 'assets'), { immutable: true, maxAge: '365d', index: false }),
  );
  app.use(express.static(pageDir, { index: false }));

  app.use((req, res) => {
    // Only who opens an address in a browser prefers a page to problem details.
    if (req.accepts(['json', 'html']) === 'html') {
      res.status(404).type('html').send(renderNotFound(req.path));
      return;
    }
    sendProblem(res, {
      status: 404,
      title: 'No such page',
      detail: `There is nothing at ${req.path}. The console begins at /.`,
    });
  });
  app.use(createErrorHandler(options.logger));
  return app;
}

function builtPage(pageDir: string, name: string): string {
  const file = join(pageDir, name);
  if (existsSync(file)) return file;
  throw new Error(`${file} is missing: build the page with "npm run build -w services/console"`);
}

function createErrorHandler(logger: Logger | undefined): ErrorRequestHandler {
  return (error: Error & { status?: number }, req, res, _next) => {
    const status = error.status ?? 500;
    if (status >= 500) logger?.error({ err: error, path: req.path }, 'request failed');
    sendProblem(res, {
      status,
      title: status < 500 ? 'Not a request that the console can read' : 'The console failed',
      detail: status < 500 ? error.message : 'The console\'s log tells why: "vitals logs console".',
    });
  };
}
