import { readFilter, type Filter } from './filter.js';
import { readRange, type Range } from './range.js';

/** What a page shows, as its address says. */
export type Address =
  | { readonly page: 'open' }
  | { readonly page: 'fingerprint'; readonly fingerprint: string }
  | { readonly page: 'story'; readonly id: number }
  | { readonly page: 'history'; readonly filter: Filter }
  | { readonly page: 'statistics'; readonly range: Range };

const ALERTS_PATH = /^\/alerts(?:\/(history|statistics|\d{1,15}))?$/;

/** Reads an address. */
export function parseAddress({ pathname, search }: Pick<URL, 'pathname' | 'search'>): Address {
  const query = new URLSearchParams(search);
  const section = ALERTS_PATH.exec(pathname)?.[1];
  if (section === 'history') return { page: 'history', filter: readFilter(query) };
  if (section === 'statistics') return { page: 'statistics', range: readRange(query, '7d') };
  if (section !== undefined) return { page: 'story', id: Number(section) };
  const fingerprint = query.get('fingerprint');
  return fingerprint === null ? { page: 'open' } : { page: 'fingerprint', fingerprint };
}

/** Whether an address is one of these pages, so that it needs no new load. */
export const isAlertsPath = (pathname: string): boolean => ALERTS_PATH.test(pathname);

/** Where an alert is shown. */
export const storyPath = (id: number): string => `/alerts/${id}`;
