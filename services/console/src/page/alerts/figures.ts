import type { Statistics } from '@agent-vitals/alert-history/statistics';
import { formatSeconds } from '../elements/time.js';

/** What is known of some alerts together: of all, of those of a name, of a day. */
export type AlertFigures = Omit<Statistics['names'][number], 'name'>;

type Times = AlertFigures['timeToNotify'];

const medianOf = (times: Times): string =>
  times === null ? '–' : formatSeconds(Number(times.median.toPrecision(3)));

const number = (value: number): string =>
  value.toLocaleString('en', { maximumSignificantDigits: 3 });

/** A share from 0 to 1 in percent; a dash where there is nothing to take it of. */
const percent = (share: number | null): string =>
  share === null ? '–' : `${number(share * 100)} %`;

/** Each figure as it is written, in the order in which a table has them. */
export const FIGURES: readonly {
  readonly title: string;
  readonly text: (figures: AlertFigures) => string;
}[] = [
  { title: 'Alerts', text: ({ count }) => number(count) },
  { title: 'Noise', text: ({ noiseShare }) => percent(noiseShare) },
  {
    title: 'False alarms',
    text: ({ falseAlarmShare, judged }) =>
      judged === 0 ? '–' : `${percent(falseAlarmShare)} of ${number(judged)}`,
  },
  { title: 'Notified after', text: ({ timeToNotify }) => medianOf(timeToNotify) },
  { title: 'Acknowledged after', text: ({ timeToAcknowledge }) => medianOf(timeToAcknowledge) },
  { title: 'Resolved after', text: ({ timeToResolve }) => medianOf(timeToResolve) },
  {
    title: 'Notifications per alert',
    text: ({ count, notificationsPerAlert }) => (count === 0 ? '–' : number(notificationsPerAlert)),
  },
];

/** Messages that people received for an episode. */
export const messagesText = ({ messagesPerEpisode }: Statistics['total']): string =>
  messagesPerEpisode === null ? '–' : number(messagesPerEpisode);
