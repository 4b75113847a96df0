import { createRequire } from 'node:module';
import { guard } from '../guard.js';

type PriceList = typeof import('@pydantic/genai-prices');

const require = createRequire(import.meta.url);

let loaded: PriceList | undefined;

/** The price list: a megabyte, which takes 30 ms to load, so it waits for the first call to a model. */
export function priceList(): PriceList {
  loaded ??= require('@pydantic/genai-prices') as PriceList;
  return loaded;
}

let asked = false;

/** Loads the list soon: while a model thinks about its answer, the process has time for it. */
export function expectPriceList(): void {
  if (asked) return;
  asked = true;
  setImmediate(() => guard('loading the price list', priceList)).unref();
}
