import { INDICATORS, type VitalsConfig } from '@agent-vitals/config';
import { panelNumber } from '../emit/grafana.js';
import { panelsOf } from '../grid.js';
import type { Dashboard, Panel } from '../model.js';
import { colours, limits } from '../thresholds.js';
import { allQueries, queriesOf, variablesIn } from './queries.js';
import { RECORDED_INSTEAD } from './recorded.js';

/** What a rule may look at beside the dashboard. */
export interface Surroundings {
  readonly config: VitalsConfig;
  readonly dashboards: readonly Dashboard[];
  /** Names of the alerts that have a runbook. */
  readonly runbooks: readonly string[];
}

/** Something that must be so of every dashboard. */
export interface LintRule {
  /** What must be so, as the end of a sentence that begins with the dashboard. */
  readonly name: string;
  /** What is not so; empty where all is well. */
  readonly problems: (dashboard: Dashboard, around: Surroundings) => readonly string[];
}

const repeated = (values: readonly unknown[]): readonly string[] =>
  values.filter((value, index) => values.indexOf(value) !== index).map(String);

/** A rule about each panel alone: what is wrong with it, or undefined. */
const ofPanels = (
  name: string,
  problem: (panel: Panel, around: Surroundings, dashboard: Dashboard) => string | undefined,
): LintRule => ({
  name,
  problems: (dashboard, around) =>
    panelsOf(dashboard).flatMap((panel) => {
      const found = problem(panel, around, dashboard);
      return found === undefined ? [] : [`${panel.id}: ${found}`];
    }),
});

/** The only indicator that a panel shows, and nothing else. */
const indicatorOf = (panel: Panel) => {
  const series = queriesOf(panel).flatMap((query) => query.match(/vitals:[a-z0-9_:]+/g) ?? []);
  const [first, ...others] = new Set(series);
  const raw = queriesOf(panel).some((query) => /\b(rate|increase)\(/.test(query));
  return raw || others.length > 0
    ? undefined
    : Object.values(INDICATORS).find((indicator) => indicator.series === first);
};

/** Paths of the console that are not pages of one alert. */
const PAGES = new Set(['/', '/alerts', '/alerts/history', '/alerts/statistics']);

/** Every rule, as data. */
export const LINT: readonly LintRule[] = [
  {
    name: 'has a stable name, a number and a title for each panel, once',
    problems: (dashboard) => {
      const ids = panelsOf(dashboard).map(({ id }) => id);
      return [
        ...ids.filter((id) => !/^[a-z][a-z0-9-]*$/.test(id)),
        ...repeated(ids),
        ...repeated(ids.map(panelNumber)),
        ...repeated(panelsOf(dashboard).map(({ title }) => title)),
      ];
    },
  },
  {
    name: 'has few panels',
    problems: (dashboard) => {
      const count = panelsOf(dashboard).length;
      return count > 18 ? [`${count} panels`] : [];
    },
  },
  ofPanels('says of each panel what good looks like', ({ description }) =>
    /Good (is|has|follows|stays|keeps|leaves)/.test(description) ? undefined : description,
  ),
  ofPanels('gives each panel of metrics a unit', (panel) =>
    panel.kind === 'logs' || panel.kind === 'traces' || panel.kind === 'table' || panel.unit
      ? undefined
      : 'no unit',
  ),
  {
    name: 'names only variables that it has, and uses each of them',
    problems: (dashboard) => {
      const known = new Set(dashboard.variables.map(({ name }) => name));
      const used = variablesIn(panelsOf(dashboard).flatMap(queriesOf));
      return [
        ...[...variablesIn(allQueries(dashboard))].filter((name) => !known.has(name)),
        ...[...known].filter((name) => !used.has(name)),
      ];
    },
  },
  ofPanels('leads from each panel to something that there is', (panel, around, dashboard) => {
    for (const link of panel.links) {
      if ('path' in link) {
        const [, runbook] = /^\/runbooks\/(\w+)$/.exec(link.path) ?? [];
        const known = runbook ? around.runbooks.includes(runbook) : PAGES.has(link.path);
        if (!known) return `no page ${link.path}`;
        continue;
      }
      const target = around.dashboards.find(({ name }) => name === link.dashboard);
      if (target === undefined || target === dashboard) return `no dashboard ${link.dashboard}`;
      for (const name of link.keep ?? []) {
        const both = [dashboard, target].every(({ variables }) =>
          variables.some((variable) => variable.name === name),
        );
        if (!both) return `${link.dashboard} and this have no variable ${name} together`;
      }
      for (const name of Object.keys(link.choose ?? {})) {
        const known = target.variables.some((variable) => variable.name === name);
        if (!known) return `${link.dashboard} has no variable ${name}`;
      }
    }
    return undefined;
  }),
  ofPanels('draws the lines of vitals.yaml where it shows one indicator', (panel, { config }) => {
    const indicator = indicatorOf(panel);
    if (indicator === undefined || !('queries' in panel)) return undefined;
    const judgement = config.thresholds[indicator.component][indicator.name]!;
    const wanted = panel.kind === 'stat' ? colours(judgement) : { thresholds: limits(judgement) };
    const drawn = JSON.stringify([panel.thresholds, panel.below]);
    return drawn ===
      JSON.stringify([wanted.thresholds, 'below' in wanted ? wanted.below : undefined])
      ? undefined
      : `not the lines of ${indicator.component}.${indicator.name}`;
  }),
  ofPanels('asks for what is recorded, not for the raw series behind it', (panel) => {
    const found = RECORDED_INSTEAD.find(({ raw }) =>
      queriesOf(panel).some((query) => raw.test(query)),
    );
    return found && `${found.recorded} has the answer`;
  }),
  ofPanels('asks one program in each panel', (panel) => {
    if (!('queries' in panel)) return undefined;
    const asked = new Set(panel.queries.map(({ from = 'prometheus' }) => from));
    return asked.size > 1 ? `asks ${[...asked].join(' and ')}` : undefined;
  }),
  ofPanels('searches log lines literally for what is typed', (panel, _around, { variables }) => {
    const asked = 'queries' in panel || 'query' in panel ? queriesOf(panel).join('\n') : '';
    const typed = new Set(variables.filter(({ kind }) => kind === 'text').map(({ name }) => name));
    const open = asked.replaceAll(/`[^`]*`/g, (quoted) =>
      quoted.replaceAll(/\$\{\w+:regex\}/g, ''),
    );
    const wrong = [...variablesIn([open])].find((name) => typed.has(name));
    return wrong && `$${wrong} does not stand as \${${wrong}:regex} within backquotes`;
  }),
  ofPanels('asks for exemplars only where the query reads a histogram itself', (panel) => {
    if (!('queries' in panel)) return undefined;
    const wrong = panel.queries.some(
      ({ expr, exemplars }) => exemplars === true && !expr.includes('histogram_quantile('),
    );
    return wrong ? 'nothing recorded has exemplars' : undefined;
  }),
];
