import { ALERT_ATTR, ALERT_EVENT } from '@agent-vitals/instrumentation/semconv';
import { SeverityNumber, type Attributes, type LogRecord } from '@opentelemetry/api';
import { sentenceOf } from '../events/sentence.js';
import type { PendingEvent } from '../store/outbox.js';

/** How a log event of a firing alert is marked; all else is information. */
const SEVERITY: Readonly<Record<string, readonly [SeverityNumber, string]>> = {
  critical: [SeverityNumber.ERROR, 'ERROR'],
  warning: [SeverityNumber.WARN, 'WARN'],
};

/** The log event of something that happened to an alert. */
export function logRecordOf(event: PendingEvent): LogRecord {
  const { alert, at, kind, detail, key } = event;
  const [severityNumber, severityText] = (kind === 'fired' && SEVERITY[alert?.severity ?? '']) || [
    SeverityNumber.INFO,
    'INFO',
  ];
  const summary = alert?.annotations['summary'];
  const sentence = `${alert?.name ?? 'an unknown alert'} ${sentenceOf(event)}`;
  return {
    eventName: ALERT_EVENT,
    timestamp: at,
    severityNumber,
    severityText,
    body: kind === 'fired' && summary !== undefined ? `${sentence}: ${summary}` : sentence,
    attributes: withoutEmpty({
      [ALERT_ATTR.event]: kind,
      [ALERT_ATTR.uid]: key,
      [ALERT_ATTR.id]: alert?.id,
      [ALERT_ATTR.name]: alert?.name,
      [ALERT_ATTR.severity]: alert?.severity,
      [ALERT_ATTR.component]: alert?.component,
      [ALERT_ATTR.service]: alert?.service,
      [ALERT_ATTR.item]: alert?.item,
      [ALERT_ATTR.receiver]: detail['receiver'],
      [ALERT_ATTR.channel]: detail['channel'],
      [ALERT_ATTR.by]: detail['by'],
    }),
  };
}

function withoutEmpty(attributes: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).filter(([, value]) => value !== undefined && value !== ''),
  );
}
