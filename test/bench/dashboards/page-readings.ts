import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page, Request } from 'playwright-core';
import type { TestBrowser } from '../../system/browser.js';
import { root } from '../../system/system.js';
import { stepMsOf, type Range } from './reading.js';

/** A request for metrics, as the page sent it. */
export interface Asked {
  /** Path and query, without the origin. */
  readonly path: string;
  readonly method: string;
  readonly body?: string;
}

/** How long a page took to be drawn, each from its beginning to the last panel, in milliseconds. */
export interface PageReading {
  /** From the address to the page: the script, what it asks, the drawing. */
  readonly navigationMs: number;
  /** From a click on the button that asks anew, at once; what is shown stays until it is replaced. */
  readonly refreshMs: readonly number[];
  /** The same, each after the time from one point of a line to the next, so that all lines move on. */
  readonly afterStepMs: readonly number[];
  /** What the page asked Prometheus when it was opened. */
  readonly asked: readonly Asked[];
  /** Panels that show an error. */
  readonly failed: number;
}

/** After so long without anything going on, in milliseconds, nothing more will come. */
const QUIET_MS = 700;
const LONGEST_MS = 120_000;
/** A laptop's, in pixels: Perses loads the panels that are on it. */
const SCREEN_HEIGHT = 900;

const WATCH = join(root, 'test/bench/dashboards/watch-page.js');

/** What `watch-page.js` tells. */
interface Activity {
  readonly open: number;
  readonly begun: number;
  readonly busyUntil: number;
  readonly now: number;
}

/** Waits until nothing goes on, and tells when the last of it was, from what was begun. */
async function drawn(page: Page): Promise<number> {
  const deadline = Date.now() + LONGEST_MS;
  while (Date.now() < deadline) {
    await sleep(100);
    const { begun, open, busyUntil, now } = await page.evaluate<Activity>('activity()');
    if (open === 0 && busyUntil > begun && now - busyUntil > QUIET_MS) return busyUntil - begun;
  }
  throw new Error(`${page.url()} was not drawn within ${LONGEST_MS / 1000} s`);
}

const ofPrometheus = (request: Request): boolean =>
  new URL(request.url()).pathname.startsWith('/api/prometheus/');

function askedBy(request: Request): Asked {
  const url = new URL(request.url());
  const body = request.postData();
  return {
    path: url.pathname + url.search,
    method: request.method(),
    ...(body !== null && { body }),
  };
}

/**
 * Opens a dashboard, and asks anew some times: within a step, then after a step each.
 * @param range up to now; the page's clock is behind until all steps have passed
 * @param refreshes how often of each kind
 */
export async function readPage(
  browser: TestBrowser,
  console: string,
  dashboard: string,
  range: Range,
  refreshes: number,
): Promise<PageReading> {
  const page = await browser.open('about:blank', { height: SCREEN_HEIGHT });
  try {
    await page.addInitScript({ path: WATCH });
    const stepMs = stepMsOf(range);
    await page.addInitScript(`setBack(${refreshes * stepMs})`);
    const asked: Asked[] = [];
    const listen = (request: Request): void => {
      if (ofPrometheus(request)) asked.push(askedBy(request));
    };
    page.on('request', listen);
    await page.goto(`${console}/dashboards/${dashboard}?start=${range}&refresh=0s`);
    const navigationMs = await drawn(page);
    page.off('request', listen);
    const refresh = async (): Promise<number> => {
      // Without a pointer over it, whose hint would be drawn too.
      await page.getByRole('button', { name: 'Refresh', exact: true }).dispatchEvent('click');
      return drawn(page);
    };
    const refreshMs: number[] = [];
    const afterStepMs: number[] = [];
    for (let round = 0; round < refreshes; round++) refreshMs.push(await refresh());
    for (let round = 0; round < refreshes; round++) {
      await page.evaluate(`setBack(${-stepMs})`);
      afterStepMs.push(await refresh());
    }
    const failed = await page.locator('main [role=alert]').count();
    return { navigationMs, refreshMs, afterStepMs, asked, failed };
  } finally {
    await page.close();
  }
}
