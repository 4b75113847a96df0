import pc from 'picocolors';
import type { StackEvent } from '../events.js';
import { duration } from './print.js';

/** Tells a person what a stack does: on a terminal one line that changes, elsewhere lines now and then. */
export interface Report {
  readonly event: (event: StackEvent) => void;
  /** Writes a line that stays. */
  readonly line: (text: string) => void;
  /** Clears the line that changes. */
  readonly end: () => void;
}

type Building = Extract<StackEvent, { type: 'building' }>;

/** Where there is no terminal, a build tells its progress this often, in milliseconds. */
const plainIntervalMs = 15_000;
const redrawIntervalMs = 500;

/**
 * @param out where it is written
 * @param record called with what happens, for the launcher's log
 */
export function createReport(out: NodeJS.WriteStream, record: (line: string) => void): Report {
  let building: { event: Building; at: number } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let drawn = false;

  const erase = (): void => {
    if (drawn) out.write('\r\u001B[K');
    drawn = false;
  };
  const line = (text: string): void => {
    erase();
    out.write(`${text}\n`);
  };
  const draw = (): void => {
    if (building === undefined) return;
    const text = progress(building.event, (performance.now() - building.at) / 1000);
    if (!out.isTTY) {
      line(text);
      record(text);
      return;
    }
    out.write(`\r\u001B[K${text.slice(0, out.columns - 1)}`);
    drawn = true;
  };
  const quiet = (): void => {
    clearInterval(timer);
    timer = undefined;
    building = undefined;
    erase();
  };

  return {
    line,
    end: quiet,
    event: (event) => {
      if (event.type === 'building') {
        const next = building?.event.name !== event.name || building.event.step !== event.step;
        building = { event, at: performance.now() };
        timer ??= setInterval(draw, out.isTTY ? redrawIntervalMs : plainIntervalMs);
        if (next) draw();
        return;
      }
      if (event.type === 'built') quiet();
      const text = describe(event);
      if (text === undefined) return;
      line(text);
      record(text);
    },
  };
}

/** One line about a build; time goes on while the compiler is silent. */
function progress(event: Building, sinceSeconds: number): string {
  const { name, version, step, detail, elapsedSeconds, remainingSeconds, queue } = event;
  const rest = Math.max(remainingSeconds - sinceSeconds, 5);
  const then = queue.length === 0 ? '' : `, then ${queue.join(', ')}`;
  return (
    `  building ${name} ${version}: ${step}${detail === '' ? '' : ` (${detail})`}, ` +
    `${duration(elapsedSeconds + sinceSeconds)} so far; about ${minutes(rest)} to go for all${then}`
  );
}

function minutes(seconds: number): string {
  return seconds < 60 ? 'a minute' : `${Math.ceil(seconds / 60)} min`;
}

function describe(event: Exclude<StackEvent, Building>): string | undefined {
  switch (event.type) {
    case 'note':
      return `${pc.yellow('!')} ${event.text}`;
    case 'built':
      return `${pc.green('✓')} built ${event.name} ${event.version} in ${duration(event.seconds)}`;
    case 'ready':
      return `${pc.green('✓')} ${event.name.padEnd(16)} ready after ${duration(event.seconds)}`;
    case 'died':
      return `${pc.red('✗')} ${event.name} died (${event.reason}); restarting in ${duration(event.restartInMs / 1000)}`;
    case 'restarted':
      return `${pc.green('✓')} ${event.name} is back, ready after ${duration(event.seconds)}`;
    case 'stopping':
      return 'Stopping…';
    case 'stopped':
      return event.killed
        ? `${pc.yellow('!')} ${event.name} did not stop in time and was killed`
        : `  ${event.name} stopped`;
    default:
      return undefined;
  }
}
