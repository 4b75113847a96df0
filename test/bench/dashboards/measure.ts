import { startBrowser } from '../../system/browser.js';
import { readPage, type Asked, type PageReading } from './page-readings.js';
import { askSideBySide } from './query-readings.js';
import type { Range, Reading } from './reading.js';

/** What is measured, and how. */
export interface MeasureOptions {
  /** Address of the console. */
  readonly console: string;
  readonly dashboards: readonly string[];
  readonly ranges: readonly Range[];
  /** How often each is read. */
  readonly readings: number;
  /** Starts Prometheus anew, and returns when it answers. */
  restart(): Promise<void>;
}

interface Case {
  readonly dashboard: string;
  readonly range: Range;
  readonly page: PageReading;
}

/** Reads each dashboard at each range: in a browser, then its queries alone, cold and warm. */
export async function measure(options: MeasureOptions): Promise<readonly Reading[]> {
  const cases = await readPages(options);
  await options.restart();
  const readings: Reading[] = [];
  for (const { dashboard, range, page } of cases) {
    const cold = await askSideBySide(options.console, page.asked);
    readings.push({
      dashboard,
      range,
      navigationMs: [page.navigationMs],
      refreshMs: page.refreshMs,
      afterStepMs: page.afterStepMs,
      coldMs: cold.ms,
      ...(await readWarm(options, page.asked)),
      failed: page.failed,
    });
  }
  return readings;
}

async function readPages(options: MeasureOptions): Promise<readonly Case[]> {
  const { console: url, dashboards, ranges, readings } = options;
  const browser = await startBrowser();
  const cases: Case[] = [];
  try {
    // The first page of all waits for the script to be compiled.
    await readPage(browser, url, dashboards[0]!, ranges[0]!, 1);
    for (const dashboard of dashboards) {
      for (const range of ranges) {
        const page = await readPage(browser, url, dashboard, range, readings);
        console.log(
          `${dashboard} ${range}: navigation ${Math.round(page.navigationMs)} ms, refresh ${page.refreshMs.map(Math.round).join(', ')} ms, after a step ${page.afterStepMs.map(Math.round).join(', ')} ms, ${page.asked.length} requests`,
        );
        cases.push({ dashboard, range, page });
      }
    }
  } finally {
    await browser.close();
  }
  return cases;
}

const SLOWEST = 3;

async function readWarm(
  { console: url, readings }: MeasureOptions,
  asked: readonly Asked[],
): Promise<Pick<Reading, 'queriesMs' | 'slowest'>> {
  const rounds = [];
  for (let round = 0; round < readings; round++) rounds.push(await askSideBySide(url, asked));
  return {
    queriesMs: rounds.map(({ ms }) => ms),
    slowest: rounds[0]!.queries.toSorted((a, b) => b.ms - a.ms).slice(0, SLOWEST),
  };
}
