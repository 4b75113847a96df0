import { context, diag } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import { priceList } from './price-list.js';
import { forgetRates } from './price.js';

/** Prices change every few days at most. */
const REFRESH_INTERVAL_MS = 24 * 3_600_000;

/** A request keeps the process alive until it is answered, so it is not waited for long. */
const TIMEOUT_MS = 5000;

/** Reads the list once. Never rejects: the list in use stays where that fails. */
async function refresh(url: string): Promise<void> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) throw new Error(`HTTP status ${response.status}`);
    const list: unknown = await response.json();
    priceList().updatePrices(({ setProviderData }) => setProviderData(list as never));
    forgetRates();
    diag.info(`agent-vitals: read the price list from ${url}`);
  } catch (error) {
    diag.warn(
      `agent-vitals: the price list at ${url} cannot be read (${String(error)}); ` +
        'the one in use stays',
    );
  }
}

/**
 * Reads the price list of `@pydantic/genai-prices` from where it is published, now and once a day.
 * Waiting for the next day does not keep the process alive.
 *
 * @param source `true` for the list's own address, or another one in the same format
 * @returns stops it
 */
export function startPriceRefresh(source: boolean | string): () => void {
  const url = typeof source === 'boolean' ? priceList().REMOTE_DATA_JSON_URL : source;
  const run = (): void => void context.with(suppressTracing(context.active()), refresh, null, url);
  run();
  const timer = setInterval(run, REFRESH_INTERVAL_MS).unref();
  return () => clearInterval(timer);
}
