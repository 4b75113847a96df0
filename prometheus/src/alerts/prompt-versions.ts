import { BY } from '../indicators/items.js';
import type { Recording } from '../recording.js';
import type { Alert, RuleGroup } from '../rule.js';
import { DASHBOARD_OF } from './dashboards.js';
import { ASPECTS, CALLS_OF_VERSIONS, VERSION, type Aspect } from './prompt-aspects.js';

/** Minutes with a mean that a version must have. */
const ENOUGH_MINUTES = 5;

const PREFIX = 'vitals:prompt_version';
const CALLS = `${PREFIX}_calls`;
const SINCE = `${PREFIX}_since`;
const LATEST = `${PREFIX}_latest`;
const BEFORE = `${PREFIX}_before`;

const by = `by (${BY.join(', ')})`;
const on = `on (${BY.join(', ')})`;
const onVersion = `on (${[...BY, VERSION].join(', ')})`;

/** The youngest of each prompt. */
const youngest = (since: string): string =>
  `(${since} == ${on} group_left () max ${by} (${since}))`;

/** Which version is the newest, and which was there before it; a name does not tell. */
const VERSIONS: readonly Recording[] = [
  { record: CALLS, expr: CALLS_OF_VERSIONS },
  {
    record: SINCE,
    // What is not used for a day is forgotten: a version that comes back then is a new one.
    expr: `last_over_time(${SINCE}[1d]) and ${onVersion} max_over_time(${CALLS}[1d]) > 0\nor time() + 0 * (${CALLS} > 0)`,
  },
  { record: LATEST, expr: youngest(SINCE) },
  { record: BEFORE, expr: youngest(`(${SINCE} unless ${onVersion} ${LATEST})`) },
];

const recordingsOf = ([name, { expr, apart }]: [string, Aspect]): readonly Recording[] => {
  const series = `${PREFIX}_${name}`;
  const of = (versions: string): string =>
    `max by (${[...BY, ...apart].join(', ')}) (${series}:usual and ${onVersion} ${versions})`;
  return [
    { record: series, expr },
    {
      record: `${series}:usual`,
      // The median: what was an incident of the model does not count against a version.
      expr: `quantile_over_time(0.5, ${series}[1d]) and count_over_time(${series}[1d]) >= ${ENOUGH_MINUTES}`,
    },
    // Only while it is used: who went back to the one before has done what there is to do.
    { record: `${series}:newer`, expr: of(`(${LATEST} and ${onVersion} ${CALLS} > 0)`) },
    { record: `${series}:older`, expr: of(BEFORE) },
  ];
};

/** A template that asks for a series of the alert's item, and writes something of the first sample. */
const asked = (series: string, write: string, ...labels: readonly string[]): string => {
  const matchers = labels.map((label) => `${label}=%q`).join(', ');
  const values = labels.map((label) => `$labels.${label}`).join(' ');
  return `{{ with printf "${series}{${matchers}}" ${values} | query }}{{ with . | first }}${write}{{ end }}{{ end }}`;
};

const version = (series: string): string =>
  asked(series, `{{ . | label "${VERSION}" }}`, 'service_name', 'item');

function toAlert([name, { apart, worse, line, verb, format }]: [string, Aspect]): Alert {
  const [newer, older] = [`${PREFIX}_${name}:newer`, `${PREFIX}_${name}:older`];
  const value = format.replace('$', '$value');
  const before = asked(older, format.replace('$', '. | value'), 'service_name', 'item', ...apart);
  return {
    name: 'PromptVersionWorse',
    component: 'prompts',
    labels: { aspect: name },
    expr: worse(newer, older),
    severity: 'warning',
    forSeconds: 120,
    keepFiringForSeconds: 600,
    summary: `Version ${version(LATEST)} of prompt {{ $labels.item }} ${verb} ${value}, unlike version ${version(BEFORE)}`,
    description: `It ${verb} ${value}; the version before it: ${before}. It is a warning ${line}. Each is the median of the last day, as far as the version was used.`,
    value,
    threshold: `${before} before; warning ${line}`,
    dashboard: DASHBOARD_OF.prompts,
  };
}

/** Warnings about a version of a prompt that is worse than the one before it. */
export const promptVersionGroup: RuleGroup = {
  name: 'prompt versions',
  intervalSeconds: 60,
  recordings: [...VERSIONS, ...Object.entries(ASPECTS).flatMap((each) => recordingsOf(each))],
  alerts: Object.entries(ASPECTS).map((each) => toAlert(each)),
};
