import { parse } from 'yaml';
import type { Firing } from './alert-event.js';

type Labels = Firing['labels'];

interface RouteFile {
  readonly matchers: readonly string[];
  readonly receiver: string;
  readonly group_by?: readonly string[];
  readonly group_wait?: string;
  readonly group_interval?: string;
}

interface InhibitFile {
  readonly source_matchers: readonly string[];
  readonly target_matchers: readonly string[];
  readonly equal?: readonly string[];
}

/** Someone is told of alerts. */
export interface Notification<F extends Firing = Firing> {
  readonly atMs: number;
  readonly receiver: string;
  /** The firing alerts that it tells of for the first time. */
  readonly firings: readonly F[];
}

/** What of Alertmanager decides who is told of what, and when. */
export interface AlertmanagerModel {
  notificationsOf<F extends Firing>(firings: readonly F[]): readonly Notification<F>[];
}

/**
 * Alertmanager's grouping and inhibition, by its configuration: every route below the root gets
 * what it matches, and all of the project's go on to the next. Repeats and mails that all is well
 * again are not told; each flush that names a new alert is.
 * @param yaml alertmanager.yml
 */
export function createAlertmanagerModel(yaml: string): AlertmanagerModel {
  const file = parse(yaml) as {
    readonly route: { readonly routes: readonly RouteFile[] };
    readonly inhibit_rules: readonly InhibitFile[];
  };
  const routes = file.route.routes
    .filter(({ group_wait }) => group_wait !== undefined)
    .map((route) => ({
      receiver: route.receiver,
      matches: matcher(route.matchers),
      groupBy: route.group_by ?? [],
      waitMs: milliseconds(route.group_wait!),
      intervalMs: milliseconds(route.group_interval!),
    }));
  const rules = file.inhibit_rules.map((rule) => ({
    isSource: matcher(rule.source_matchers),
    isTarget: matcher(rule.target_matchers),
    equal: rule.equal ?? [],
  }));

  /** Whether an alert is muted at a time, by another that fires then. */
  const isMuted = ({ labels }: Firing, atMs: number, firings: readonly Firing[]): boolean =>
    rules.some(({ isSource, isTarget, equal }) => {
      if (!isTarget(labels)) return false;
      const both = isSource(labels);
      return firings.some(
        (other) =>
          isActive(other, atMs) &&
          isSource(other.labels) &&
          // What is source and target of a rule is not muted by what is so too, least by itself.
          !(both && isTarget(other.labels)) &&
          equal.every((label) => (labels[label] ?? '') === (other.labels[label] ?? '')),
      );
    });

  return {
    notificationsOf: (firings) =>
      routes.flatMap(({ receiver, matches, groupBy, waitMs, intervalMs }) => {
        const groups = Map.groupBy(
          firings.filter(({ labels }) => matches(labels)),
          ({ labels }) => groupKey(labels, groupBy),
        );
        return [...groups.values()].flatMap((group) =>
          tell(group, waitMs, intervalMs, (firing, atMs) => isMuted(firing, atMs, firings)).map(
            (told) => ({ receiver, ...told }),
          ),
        );
      }),
  };
}

/**
 * What is told of a group: it is looked at when its first alert has waited, and then at intervals
 * until all is over. An alert is told at the first look at which it fires and is not muted.
 */
function tell<F extends Firing>(
  group: readonly F[],
  waitMs: number,
  intervalMs: number,
  isMuted: (firing: F, atMs: number) => boolean,
): readonly Omit<Notification<F>, 'receiver'>[] {
  const coming = group.toSorted((a, b) => a.startMs - b.startMs);
  const notifications: Omit<Notification<F>, 'receiver'>[] = [];
  let open: readonly { firing: F; told: boolean }[] = [];
  let atMs = 0;
  while (coming.length > 0 || open.some(({ told }) => !told)) {
    if (open.length === 0) {
      if (coming.length === 0) break;
      atMs = coming[0]!.startMs + waitMs;
    }
    const began = coming.splice(0, coming.findLastIndex(({ startMs }) => startMs <= atMs) + 1);
    const looked = [...open, ...began.map((firing) => ({ firing, told: false }))]
      .filter(({ firing }) => firing.endMs > atMs)
      .map(({ firing, told }) => ({ firing, told, tell: !told && !isMuted(firing, atMs) }));
    const firings = looked.filter((each) => each.tell).map(({ firing }) => firing);
    if (firings.length > 0) notifications.push({ atMs, firings });
    open = looked.map((each) => ({ firing: each.firing, told: each.told || each.tell }));
    // What never ends and stays muted is not looked at for ever.
    if (
      coming.length === 0 &&
      open.every(({ firing, told }) => told || firing.endMs === Infinity)
    ) {
      break;
    }
    atMs += intervalMs;
  }
  return notifications;
}

const isActive = ({ startMs, endMs }: Firing, atMs: number): boolean =>
  startMs <= atMs && atMs < endMs;

/** All labels where a route groups by `...`, and so not at all. */
const groupKey = (labels: Labels, by: readonly string[]): string =>
  JSON.stringify(by.includes('...') ? labels : by.map((label) => labels[label] ?? ''));

const MATCHER = /^(\w+)(=~|!=|!~|=)"(.*)"$/s;

/** @throws {Error} a matcher has a form that the project does not write */
function matcher(texts: readonly string[]): (labels: Labels) => boolean {
  const parsed = texts.map((text) => {
    const [, label, operator, value] = MATCHER.exec(text) ?? [];
    if (label === undefined || value === undefined) throw new Error(`no matcher: ${text}`);
    const pattern = new RegExp(`^(?:${value})$`, 's');
    return (labels: Labels): boolean => {
      const actual = labels[label] ?? '';
      const equal = operator?.endsWith('~') ? pattern.test(actual) : actual === value;
      return operator?.startsWith('!') ? !equal : equal;
    };
  });
  return (labels) => parsed.every((matches) => matches(labels));
}

const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

/** @throws {Error} the duration is not one number and a unit */
function milliseconds(duration: string): number {
  const [, number, unit] = /^(\d+)([smh])$/.exec(duration) ?? [];
  if (number === undefined || unit === undefined) throw new Error(`no duration: ${duration}`);
  return Number(number) * UNIT_MS[unit]!;
}
