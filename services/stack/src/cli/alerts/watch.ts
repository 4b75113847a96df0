import type { AlertAnswer } from '@agent-vitals/alert-history/answers';
import pc from 'picocolors';
import { changesBetween, nameOf } from './changes.js';
import { renderAlerts } from './render.js';
import { drawScreen } from './screen.js';

const BELL = '\u0007';

/** So many of the last changes stay on the screen. */
const LATEST = 5;

/** Where the alerts are shown. */
export interface WatchOptions {
  /** Rows of a terminal that can be drawn anew; elsewhere, undefined, only what changes is told. */
  readonly rows: () => number | undefined;
}

/** @returns what to write after each look, given the open alerts or why they are not known */
export function createAlertWatch({
  rows,
}: WatchOptions): (look: readonly AlertAnswer[] | string, now: number) => string {
  let known: readonly AlertAnswer[] | undefined;
  let knownAt = 0;
  let fault = '';
  let latest: readonly string[] = [];

  /** Lines about what is new, which stay for a while. */
  const take = (look: readonly AlertAnswer[] | string, now: number): TakenLook => {
    // What goes to a file is read on another day.
    const when = rows() === undefined ? new Date(now).toISOString() : clock(now);
    const at = (text: string): string => `${when}  ${text}`;
    if (typeof look === 'string') {
      const lines = look === fault ? [] : [at(pc.red(look))];
      fault = look;
      return { lines, alarming: false };
    }
    const back = fault === '' ? [] : [at(pc.green('The alert history answers again.'))];
    const changes = changesBetween(known ?? [], look);
    // What is there when somebody begins to watch is seen, and need not ring.
    const alarming = known !== undefined && changes.some((change) => change.alarming);
    [known, knownAt, fault] = [look, now, ''];
    return {
      lines: [...back, ...changes.map(({ alert, what }) => at(`${nameOf(alert)} ${what}`))],
      alarming,
    };
  };

  return (look, now) => {
    const first = known === undefined;
    const { lines, alarming } = take(look, now);
    const height = rows();
    if (height === undefined) return lines.map((line) => `${line}\n`).join('');
    // At first everything is new, and in the list.
    if (!(first && fault === '')) latest = [...latest, ...lines].slice(-LATEST);
    const head =
      fault === ''
        ? pc.dim(`Open alerts at ${clock(now)}; Ctrl-C ends.`)
        : pc.red(`${fault} Trying again; Ctrl-C ends.`);
    const list = known === undefined ? [] : renderAlerts(known, now);
    const asOf = fault !== '' && known !== undefined ? [pc.dim(`As of ${clock(knownAt)}:`)] : [];
    const news = latest.length === 0 ? [] : ['', pc.bold('Latest'), ...latest];
    return `${drawScreen([head, '', ...asOf, ...list, ...news], height)}${alarming ? BELL : ''}`;
  };
}

/** What a look brought. */
interface TakenLook {
  readonly lines: readonly string[];
  readonly alarming: boolean;
}

/** Local time, as in the terminal's other programs. */
const clock = (at: number): string => new Date(at).toLocaleTimeString('en-GB');
