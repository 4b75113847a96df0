import { GENERAL_LABEL, label } from '../metrics.js';
import type { LabelVariable, OptionVariable } from '../model.js';
import { chosen, selector } from '../promql.js';

const serviceVersion = 'service_version';

/** What the two sides may differ in: a label of what Prometheus records of calls. */
const DIMENSIONS = [
  { title: 'Agent', value: label('agentName') },
  { title: 'Agent version', value: label('agentVersion') },
  { title: 'Model', value: label('requestModel') },
  { title: 'Prompt version', value: label('promptVersion') },
  { title: 'Workflow', value: label('workflowName') },
  { title: 'Service', value: GENERAL_LABEL.serviceName },
  { title: 'Service version', value: serviceVersion },
  { title: 'Environment', value: GENERAL_LABEL.environment },
  { title: 'Endpoint', value: GENERAL_LABEL.httpRoute },
];

/** How much earlier than A's the time of B may lie. */
const EARLIER = [
  { title: 'Same', value: '0s' },
  { title: '15 min earlier', value: '15m' },
  { title: '1 h earlier', value: '1h' },
  { title: '6 h earlier', value: '6h' },
  { title: '1 day earlier', value: '1d' },
  { title: '7 days earlier', value: '7d' },
  { title: '30 days earlier', value: '30d' },
];

/** How long both times are; what is recorded is meant for these. */
const LENGTHS = [
  { title: '15 min', value: '15m' },
  { title: '1 h', value: '1h' },
  { title: '6 h', value: '6h' },
  { title: '1 day', value: '1d' },
  { title: '7 days', value: '7d' },
  { title: '30 days', value: '30d' },
];

/** Every call that is counted, by what it may be told apart by. */
const calls = 'vitals:calls:count';

/** What both sides have in common; each list is held to what is chosen before it. */
const COMMON = [
  ['environment', 'Environment', GENERAL_LABEL.environment],
  ['service', 'Service', GENERAL_LABEL.serviceName],
  ['agent', 'Agent', label('agentName')],
  ['model', 'Model', label('requestModel')],
  ['prompt', 'Prompt', label('promptName')],
] as const;

const inCommon: readonly string[] = COMMON.map(([name, , of]) => chosen(of, name));

const by: OptionVariable = {
  kind: 'option',
  name: 'by',
  title: 'Compare by',
  choices: DIMENSIONS,
  initial: label('agentName'),
};

const side = (name: string, title: string): LabelVariable => ({
  name,
  title,
  label: '$by',
  series: selector(calls, ...inCommon),
  all: '.*',
});

const earlier: OptionVariable = {
  kind: 'option',
  name: 'earlier',
  title: "B's time",
  choices: EARLIER,
  initial: '1h',
};

const length: OptionVariable = {
  kind: 'option',
  name: 'length',
  title: 'Length',
  choices: LENGTHS,
  initial: '1h',
};

/** What is compared with what. */
export const sideVariables: readonly (LabelVariable | OptionVariable)[] = [
  ...COMMON.map(([name, title, of], index): LabelVariable => ({
    name,
    title,
    label: of,
    series: selector(calls, ...inCommon.slice(0, index)),
    all: '.*',
  })),
  by,
  side('side_a', 'A'),
  side('side_b', 'B'),
  length,
  earlier,
];

/** One of the two that are compared. */
export interface Side {
  readonly name: 'A' | 'B';
  readonly matchers: readonly string[];
  /** What follows a range in PromQL. */
  readonly offset: string;
}

export const A: Side = { name: 'A', matchers: [...inCommon, '$by=~"$side_a"'], offset: '' };
export const B: Side = {
  name: 'B',
  matchers: [...inCommon, '$by=~"$side_b"'],
  offset: ' offset $earlier',
};
