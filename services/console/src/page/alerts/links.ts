import type { AlertAnswer } from '@agent-vitals/alert-history/answers';

type Linked = Pick<AlertAnswer, 'annotations' | 'startedAt' | 'resolvedAt'>;

const MINUTE = 60_000;

/** What is shown before an alert began, and after it ended: it begins before it fires. */
const MARGIN_MS = 15 * MINUTE;

/** Annotations are an alert's own, so only addresses of pages are followed. */
const PAGE = /^(\/(?!\/)|https?:\/\/)/i;

const pageOf = (address: string | undefined): string | undefined =>
  address !== undefined && PAGE.test(address) ? address : undefined;

/** The runbook, where the alert names one. */
export const runbookLink = ({ annotations }: Linked): string | undefined =>
  pageOf(annotations['runbook_url']);

/**
 * The dashboard, where the alert names one. One of the console shows the time of the alert, while
 * it is open up to now: as an absolute range, so that whoever is sent the link sees the same.
 */
export function dashboardLink(
  { annotations, startedAt, resolvedAt }: Linked,
  now: number,
): string | undefined {
  const page = pageOf(annotations['dashboard_url']);
  if (page === undefined || !page.startsWith('/dashboards/')) return page;
  const [path, query] = page.split('?');
  const all = new URLSearchParams(query);
  all.set('start', String(Date.parse(startedAt) - MARGIN_MS));
  all.set('end', String(resolvedAt === null ? now : Date.parse(resolvedAt) + MARGIN_MS));
  return `${path}?${all}`;
}
