import { COMPONENTS, indicatorsOf, type Component } from '@agent-vitals/config';
import { findCauses } from './cause.js';
import { COMPONENT_TITLES } from './component-titles.js';
import { commonEffectsOf, effectsOf, NO_EFFECT, type Effect } from './effect.js';
import { hundredths } from './hundredths.js';
import { statusOf } from './indicator-score.js';
import type { Outlook } from './outlook.js';
import { identityKey, type JudgementConfig, type Reading } from './reading.js';
import type {
  ComponentReport,
  HealthReport,
  IndicatorReport,
  ItemReport,
  Reason,
} from './report.js';
import { byEffect, worstFirst } from './report-order.js';
import { componentScore, itemScore, wholeScore, type ScoredComponent } from './score.js';
import { symptomOf } from './symptom.js';

/** A report with all items of its components. */
export type FullReport = Omit<HealthReport, 'ageSeconds' | 'stale'>;

/** How many reasons and forecasts a report names. */
const MOST_NAMED = 20;

/**
 * Scores readings and says why: the whole report, from what was read at `now`.
 * @param lately the worst symptom of each component within the last minute. Default: none
 */
export function evaluateReadings(
  readings: readonly Reading[],
  config: JudgementConfig,
  outlook: Outlook,
  now: Date,
  lately: ReadonlyMap<Component, number> = new Map(),
): FullReport {
  const { lines, components: settings } = config.health;
  const items = itemsOf(readings);
  const observed = COMPONENTS.map((component): ScoredComponent<Reading> => ({
    weight: settings[component].weight,
    critical: settings[component].critical,
    items: items[component],
  }));
  const ownOf = (component: Component, without: boolean): Reading[][] =>
    items[component].map((item) => ownReadings(item, without));
  const own = findCauses(
    settings,
    lines.warning,
    (component, without) => componentScore(ownOf(component, without), lines),
    (component, without, its) => {
      const symptom = symptomOf(its, ownOf(component, without).flat());
      return symptom === null ? null : Math.min(symptom, lately.get(component) ?? 100);
    },
  );
  const effects = effectsOf(observed, lines);
  const common = commonEffectsOf(observed, lines, ({ indicator }) => indicator.name);
  const whole = wholeScore(observed, lines);
  const score = hundredths(whole.score);
  const trends = outlook.trends({
    whole: score,
    components: new Map([...own].map(([component, each]) => [component, hundredths(each.score)])),
  });

  // Most often there are none, and a key for each of thousands is work.
  const forecastOf = (reading: Reading): IndicatorReport['forecast'] =>
    outlook.forecasts.size === 0 ? null : (outlook.forecasts.get(identityKey(reading)) ?? null);
  const reportOf = (reading: Reading): IndicatorReport =>
    indicatorReport(reading, {
      effect: effects.get(reading) ?? NO_EFFECT,
      causedBy: own.get(reading.indicator.component)?.cause,
      forecast: forecastOf(reading),
      status: statusOf(reading.score, lines),
    });

  const components = COMPONENTS.map((component): ComponentReport => {
    const { score: uncaused, cause } = own.get(component)!;
    const itemReports = items[component].map((item): ItemReport => {
      const ownItemScore = hundredths(itemScore(ownReadings(item, cause !== undefined), lines));
      const { item: name, service, environment } = item[0]!;
      return {
        component,
        name,
        service,
        environment,
        score: ownItemScore,
        observedScore: hundredths(itemScore(item, lines)),
        status: statusOf(ownItemScore, lines),
        indicators: item.map(reportOf).toSorted(byEffect),
        missing: missingOf(component, item, config),
      };
    });
    const ownScore = hundredths(uncaused);
    return {
      name: component,
      title: COMPONENT_TITLES[component],
      score: ownScore,
      observedScore: hundredths(componentScore(items[component], lines)),
      status: statusOf(ownScore, lines),
      weight: settings[component].weight,
      critical: settings[component].critical,
      causedBy: items[component].flat().some((reading) => isLaid(reading, cause)) ? [cause!] : [],
      trend: trends.components.get(component)!,
      items: itemReports.toSorted(worstFirst),
      itemCount: itemReports.length,
      missing: missingOf(component, items[component].flat(), config),
    };
  });
  const indicators = components.flatMap((component) =>
    component.items.flatMap((item) => item.indicators),
  );
  return {
    evaluatedAt: now.toISOString(),
    score,
    status: statusOf(score, lines),
    known: hundredths(whole.known),
    lines: { ...lines },
    trend: trends.whole,
    components,
    reasons: components
      .flatMap(({ items: all }, index) => reasonsOf(all, common[index]!))
      .toSorted(byEffect)
      .slice(0, MOST_NAMED),
    forecasts: indicators
      .filter(({ forecast }) => forecast !== null)
      .toSorted((a, b) => a.forecast!.inSeconds - b.forecast!.inSeconds)
      .slice(0, MOST_NAMED),
  };
}

/** What is not well of one component: the worst item by each indicator, for all. */
function reasonsOf(
  items: readonly ItemReport[],
  effects: ReadonlyMap<string, Effect>,
): readonly Reason[] {
  const unwell = items.flatMap(({ indicators }) => indicators.filter(({ score }) => score < 100));
  return Object.values(Object.groupBy(unwell, ({ name }) => name)).flatMap((alike = []) => {
    const [worst, ...others] = alike.toSorted(byEffect);
    if (worst === undefined) return [];
    const { effect, gain } = effects.get(worst.name) ?? NO_EFFECT;
    const together = { effect: hundredths(effect), gain: hundredths(gain) };
    return [{ ...worst, ...together, others: others.length }];
  });
}

/** The readings of each component by item, service and environment. */
function itemsOf(readings: readonly Reading[]): Record<Component, Reading[][]> {
  const byItem = Object.groupBy(readings, ({ indicator, item, service, environment }) =>
    [indicator.component, item, service, environment].join('\u0000'),
  );
  const items = Object.fromEntries(
    COMPONENTS.map((component): [Component, Reading[][]] => [component, []]),
  ) as Record<Component, Reading[][]>;
  for (const group of Object.values(byItem)) {
    if (group !== undefined) items[group[0]!.indicator.component].push(group);
  }
  return items;
}

/** What says how an item is by itself, `without` what can be laid to another component. */
function ownReadings(item: readonly Reading[], without: boolean): Reading[] {
  return item.filter((reading) => !(without && isLaid(reading, true)));
}

/** Whether a reading is laid to a cause: one that is well needs none. */
function isLaid({ indicator, score }: Reading, cause: Component | boolean | undefined): boolean {
  return cause !== undefined && cause !== false && indicator.follows && score < 100;
}

function missingOf(
  component: Component,
  readings: readonly Reading[],
  { thresholds }: JudgementConfig,
): string[] {
  const present = new Set(readings.map(({ indicator }) => indicator.name));
  return indicatorsOf(component)
    .map(({ name }) => name)
    .filter((name) => !present.has(name) && thresholds[component][name]?.weight !== 0);
}

function indicatorReport(
  { indicator, item, service, environment, value, judgement, score, weight }: Reading,
  {
    effect: { effect, gain },
    causedBy,
    forecast,
    status,
  }: {
    effect: Effect;
    causedBy: Component | undefined;
    forecast: IndicatorReport['forecast'];
    status: IndicatorReport['status'];
  },
): IndicatorReport {
  const { component, name, title, description, unit, follows } = indicator;
  const { good, warning, critical, worst } = judgement;
  return {
    component,
    item,
    service,
    environment,
    name,
    title,
    description,
    unit,
    value,
    thresholds: { good, warning, critical, worst },
    score: hundredths(score),
    status,
    weight,
    effect: hundredths(effect),
    gain: hundredths(gain),
    causedBy: follows && score < 100 ? (causedBy ?? null) : null,
    forecast,
  };
}
