import { stripVTControlCharacters } from 'node:util';
import type { AlertAnswer } from '@agent-vitals/alert-history/answers';
import pc from 'picocolors';
import { duration } from '../print.js';

type Colour = (text: string) => string;

const SEVERITY: Readonly<Record<string, Colour>> = { critical: pc.red, warning: pc.yellow };
const plain: Colour = (text) => text;

/** What is worst and not taken on comes first; the newer one of two alike. */
const RANKS: readonly ((alert: AlertAnswer) => boolean)[] = [
  ({ state }) => state === 'firing',
  ({ severity }) => severity === 'critical',
];

/** Open alerts as lines for a terminal: two for each, with what it is, since when, and who is on it. */
export function renderAlerts(alerts: readonly AlertAnswer[], now: number): readonly string[] {
  if (alerts.length === 0) return [pc.green('✓ No alert is open.')];
  const ordered = alerts.toSorted((a, b) => {
    for (const rank of RANKS) if (rank(a) !== rank(b)) return rank(a) ? -1 : 1;
    return b.startedAt.localeCompare(a.startedAt);
  });
  const width = Math.max(...alerts.map(({ id }) => String(id).length));
  return [...ordered.flatMap((alert) => renderAlert(alert, now, width)), '', countOf(alerts)];
}

function renderAlert(alert: AlertAnswer, now: number, idWidth: number): readonly string[] {
  const { id, name, severity, service, item, startedAt, summary } = alert;
  const colour = SEVERITY[severity] ?? plain;
  const where = oneLine([item, service && `(${service})`].filter(Boolean).join(' '));
  const age = duration(Math.max(0, now - Date.parse(startedAt)) / 1000);
  const indent = ' '.repeat(idWidth + 3);
  return [
    `${colour('●')} ${String(id).padStart(idWidth)} ${colour(severity.padEnd(8))} ${pc.bold(name)}${where && ` ${where}`}  ${pc.dim(`for ${age}`)}  ${whoKnows(alert)}`,
    ...(summary === '' ? [] : [`${indent}${pc.dim(oneLine(summary))}`]),
  ];
}

/** Labels can hold anything: what a terminal would obey is left out. */
export const oneLine = (text: string): string =>
  stripVTControlCharacters(text)
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim();

function whoKnows({ state, acknowledgedBy, receivers }: AlertAnswer): string {
  if (state === 'acknowledged') return pc.green(`acknowledged by ${oneLine(acknowledgedBy ?? '')}`);
  if (state === 'inhibited') return pc.dim('follows from another alert');
  if (receivers.length === 0) return pc.dim('nobody told yet');
  return `told: ${receivers.join(', ')}`;
}

function countOf(alerts: readonly AlertAnswer[]): string {
  const waiting = alerts.filter(({ state }) => state === 'firing').length;
  return `${alerts.length} open, ${waiting} waiting for someone: npm run vitals -- ack ID`;
}
