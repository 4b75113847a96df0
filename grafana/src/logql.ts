import { GENERAL_LABEL, label } from './metrics.js';
import { chosen } from './promql.js';

/** The level of a line, as Loki finds it: https://grafana.com/docs/loki/latest/send-data/otel/ */
export const LEVEL = 'detected_level';

/** Lines that say that something failed. */
export const FAILURES = `${LEVEL}=~"error|critical|fatal"`;

/** Lines of the chosen services that hold what is typed, of the chosen agents, levels and trace. */
export const SEARCHED: string = [
  `{${chosen(GENERAL_LABEL.serviceName, 'service')}}`,
  // Upper and lower case alike; what is typed is no pattern.
  '|~ `(?i)${text:regex}`',
  `| ${chosen(label('agentName'), 'agent')}`,
  `| ${chosen(LEVEL, 'level')}`,
  '| trace_id=~`${trace:regex}.*`',
].join(' ');

/** Lines per minute by some of their labels, of those that also match a filter. */
export const linesPerMinute = (by: readonly string[], filter?: string): string => {
  const lines = filter === undefined ? SEARCHED : `${SEARCHED} | ${filter}`;
  return `sum by (${by.join(', ')}) (rate(${lines} [$__auto])) * 60`;
};
