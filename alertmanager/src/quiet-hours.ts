import { dayAfter, type QuietHours } from '@agent-vitals/config';

/** The name of the time intervals in which warnings wait. */
export const QUIET = 'quiet hours';

/** Quiet hours as time intervals of Alertmanager, which end at midnight at the latest. */
export function quietIntervals(hours: readonly QuietHours[]): readonly object[] {
  if (hours.length === 0) return [];
  const time_intervals = hours.flatMap(({ days, from, to, timeZone }) => {
    const interval = (
      weekdays: readonly string[],
      start_time: string,
      end_time: string,
    ): object => ({
      weekdays: [...weekdays],
      times: [{ start_time, end_time }],
      location: timeZone,
    });
    if (from < to) return [interval(days, from, to)];
    const nextDays = days.map((day) => dayAfter(day));
    return [
      interval(days, from, '24:00'),
      ...(to === '00:00' ? [] : [interval(nextDays, '00:00', to)]),
    ];
  });
  return [{ name: QUIET, time_intervals }];
}
