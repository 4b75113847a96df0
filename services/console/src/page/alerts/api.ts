import type { AlertAnswer, AlertReference } from '@agent-vitals/alert-history/answers';

/** Where the console passes questions to the alert history on. */
const API = '/api/alert-history';

/** Alerts that it lists in one answer at most. */
const MOST = 500;

/** All that is not resolved. */
export const OPEN_URL: string = `${API}/alerts?state=open&limit=${MOST}`;

/** A page of alerts, the newest first. */
export const listUrl = (query: URLSearchParams): string => `${API}/alerts?${query}`;

/** One alert with its story. */
export const storyUrl = (id: AlertReference['id']): string => `${API}/alerts/${id}`;

/** How alerts of a time were. */
export const statisticsUrl = (query: URLSearchParams): string => `${API}/statistics?${query}`;

/** Alerts as the history lists them. */
export interface AlertList {
  readonly alerts: readonly AlertAnswer[];
  /** The cursor of the next page; null on the last one. */
  readonly next: string | null;
}
