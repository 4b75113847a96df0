import type { AlertRow } from '../store/alert-row.js';
import { countEpisodes } from './episodes.js';
import { percentilesOf, type Percentiles } from './percentile.js';

const DAY_MS = 86_400_000;

/** What resolves by itself within this time was noise: nobody could have done anything. */
const NOISE_MS = 2 * 60_000;

/** What some alerts have in common. Times are in seconds, shares from 0 to 1; null is unknown. */
export interface AlertStatistics {
  count: number;
  perDay: number;
  /** Each alert that a notification tells of counts. */
  notifications: number;
  notificationsPerAlert: number;
  timeToNotify: Percentiles | null;
  timeToAcknowledge: Percentiles | null;
  timeToResolve: Percentiles | null;
  /** Of the resolved ones, those that were over within {@link NOISE_MS}. */
  noiseShare: number | null;
  /** Those of which a person said whether they were true. */
  judged: number;
  /** Of the judged ones. */
  falseAlarmShare: number | null;
}

/** Sums up alerts of a span of time. */
export function statisticsOf(alerts: readonly AlertRow[], spanMs: number): AlertStatistics {
  const count = alerts.length;
  const notifications = alerts.reduce((sum, alert) => sum + alert.notifications, 0);
  const resolved = alerts.filter(({ resolvedAt }) => resolvedAt !== null);
  const noise = resolved.filter(({ startsAt, resolvedAt }) => resolvedAt! - startsAt <= NOISE_MS);
  const judged = alerts.filter(({ verdict }) => verdict !== null);
  const falseAlarms = judged.filter(({ verdict }) => verdict === 'false-alarm');
  const secondsTo = (moment: (alert: AlertRow) => number | null): Percentiles | null =>
    percentilesOf(
      alerts.flatMap((alert) => {
        const at = moment(alert);
        return at === null ? [] : [Math.max(0, at - alert.startsAt) / 1000];
      }),
    );
  return {
    count,
    perDay: count / (spanMs / DAY_MS),
    notifications,
    notificationsPerAlert: count === 0 ? 0 : notifications / count,
    timeToNotify: secondsTo(({ notifiedAt }) => notifiedAt),
    timeToAcknowledge: secondsTo(({ acknowledgedAt }) => acknowledgedAt),
    timeToResolve: secondsTo(({ resolvedAt }) => resolvedAt),
    noiseShare: shareOf(noise, resolved),
    judged: judged.length,
    falseAlarmShare: shareOf(falseAlarms, judged),
  };
}

/** What went out, and for how many episodes. */
export interface EpisodeStatistics {
  episodes: number;
  /** One to several alerts at once counts once, for each receiver. */
  messages: number;
  messagesPerEpisode: number | null;
}

/**
 * @param alerts oldest first
 * @param messages notifications that went out for them
 */
export function episodeStatisticsOf(
  alerts: readonly AlertRow[],
  messages: number,
): EpisodeStatistics {
  const told = alerts.filter(({ notifications }) => notifications > 0);
  const episodes = countEpisodes(told);
  return {
    episodes,
    messages,
    messagesPerEpisode: episodes === 0 ? null : messages / episodes,
  };
}

/** Alerts that started on a day (UTC). */
export interface DayStatistics extends AlertStatistics {
  date: string;
  bySeverity: Record<string, number>;
}

/** Each day from the first to the last, those without alerts too. */
export function daysOf(
  alerts: readonly AlertRow[],
  { from, to }: { readonly from: number; readonly to: number },
): DayStatistics[] {
  const days: DayStatistics[] = [];
  const byDate = Map.groupBy(alerts, ({ startsAt }) => dateOf(startsAt));
  for (let at = from - (from % DAY_MS); at < to; at += DAY_MS) {
    const own = byDate.get(dateOf(at)) ?? [];
    const bySeverity: Record<string, number> = {};
    for (const { severity } of own) bySeverity[severity] = (bySeverity[severity] ?? 0) + 1;
    days.push({ date: dateOf(at), ...statisticsOf(own, DAY_MS), bySeverity });
  }
  return days;
}

const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

function shareOf(part: readonly unknown[], whole: readonly unknown[]): number | null {
  return whole.length === 0 ? null : part.length / whole.length;
}
