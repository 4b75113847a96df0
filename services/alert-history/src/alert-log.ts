import type { Logger } from 'pino';
import type { StoryEvent } from './events/story-event.js';

/** @returns writes alerts that fire, and their end, into the log of the service, for who watches that */
export function createAlertLog(
  log: Pick<Logger, 'info' | 'warn' | 'error'>,
): (events: readonly StoryEvent[]) => void {
  return (events) => {
    for (const { kind, alert } of events) {
      if (alert === undefined || (kind !== 'fired' && kind !== 'resolved')) continue;
      const { alertname, severity = '', service_name: service, item } = alert.labels;
      const fields = { alert: alertname, severity, service, item };
      const text = `${alertname} ${kind}`;
      const { summary } = alert.annotations;
      if (kind === 'resolved') log.info(fields, text);
      else if (severity === 'critical') log.error({ ...fields, summary }, text);
      else log.warn({ ...fields, summary }, text);
    }
  };
}
