import type { AlertAnswer } from '@agent-vitals/alert-history/answers';
import pc from 'picocolors';
import { renderAlerts } from './render.js';

const CLEAR = '\u001B[H\u001B[2J\u001B[3J';
const BELL = '\u0007';

/**
 * @param options.terminal whether the screen can be drawn anew; elsewhere only what changes is told
 * @returns what to write after each look, given the open alerts or why they are not known
 */
export function createAlertWatch(options: {
  readonly terminal: boolean;
}): (alerts: readonly AlertAnswer[] | string, now: number) => string {
  let known: ReadonlyMap<number, AlertAnswer> | undefined;
  let fault = '';

  return (alerts, now) => {
    if (typeof alerts === 'string') {
      const told = alerts === fault;
      fault = alerts;
      if (!options.terminal) return told ? '' : `${alerts}\n`;
      return `${CLEAR}${pc.red(alerts)}\n`;
    }
    fault = '';
    const before = known ?? new Map<number, AlertAnswer>();
    known = new Map(alerts.map((alert) => [alert.id, alert]));
    const fresh = alerts.filter(({ id }) => !before.has(id));
    const alarming = fresh.some(
      ({ severity, state }) => severity === 'critical' && state === 'firing',
    );
    const bell = alarming ? BELL : '';
    if (options.terminal) {
      const head = pc.dim(`Open alerts at ${new Date(now).toLocaleTimeString()}; Ctrl-C ends.`);
      return `${CLEAR}${[head, '', ...renderAlerts(alerts, now)].join('\n')}\n${bell}`;
    }
    const ended = [...before.values()].filter(({ id }) => !alerts.some((it) => it.id === id));
    return [
      ...fresh.map((alert) => `${lineOf(alert, now)}: ${alert.summary || alert.state}\n`),
      ...ended.map((alert) => `${lineOf(alert, now)} is resolved\n`),
      bell,
    ].join('');
  };
}

function lineOf({ id, severity, name, item, service }: AlertAnswer, now: number): string {
  const words = [new Date(now).toISOString(), id, severity, name, item, service && `(${service})`];
  return words.filter(Boolean).join(' ');
}
