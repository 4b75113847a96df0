import type { Indicator } from './indicators.js';
import type { VitalsConfig } from './schema.js';
import type { Judgement, Override } from './thresholds.js';

/** What an indicator is measured of. */
export interface Subject {
  /** Name of the agent, workflow, endpoint, … */
  readonly item: string;
  /** Name of the service; empty where there is none. */
  readonly service: string;
}

/** How an indicator of one item is judged: the thresholds of its component, then every override that matches. */
export function judgementOf(
  { thresholds, overrides }: Pick<VitalsConfig, 'thresholds' | 'overrides'>,
  { component, name }: Pick<Indicator, 'component' | 'name'>,
  subject: Subject,
): Judgement {
  const start = thresholds[component][name];
  if (start === undefined) throw new Error(`There is no indicator ${component}.${name}.`);
  return overrides
    .filter((override) => override.component === component && matches(override, subject))
    .reduce<Judgement>(
      (judgement, override) => ({ ...judgement, ...defined(override.thresholds[name]) }),
      start,
    );
}

function matches({ items, service }: Override, subject: Subject): boolean {
  return (
    (service === undefined || service === subject.service) &&
    items.some((pattern) => pattern === subject.item || matchesPattern(pattern, subject.item))
  );
}

function matchesPattern(pattern: string, item: string): boolean {
  if (!pattern.includes('*')) return false;
  const source = pattern
    .split('*')
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join('.*');
  return new RegExp(`^${source}$`).test(item);
}

function defined(given: Partial<Judgement> = {}): Partial<Judgement> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
