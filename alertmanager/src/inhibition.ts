import {
  COMPONENTS,
  dependenciesOf,
  indicatorsOf,
  type Component,
  type VitalsConfig,
} from '@agent-vitals/config';

/** A rule of Alertmanager: while a source fires, its targets are muted. */
export interface InhibitRule {
  readonly source_matchers: readonly string[];
  readonly target_matchers: readonly string[];
  /** Labels that must be the same in both; a label that both lack is the same. */
  readonly equal?: readonly string[];
}

/** Labels of the thing that an alert is about. */
const THING = ['service_name', 'deployment_environment_name', 'item'];

const is = (label: string, value: string): string => `${label}="${value}"`;
const isOneOf = (label: string, values: readonly string[]): string =>
  `${label}=~"${values.join('|')}"`;

const DOWN = [is('indicator', 'availability'), is('severity', 'critical')];
const OTHERWISE_UNWELL = ['indicator=~".+"', 'indicator!="availability"'];

/** Of the same thing, what says more mutes what says less. */
const OF_ONE_THING: readonly InhibitRule[] = [
  {
    source_matchers: [is('severity', 'critical')],
    target_matchers: [is('severity', 'warning')],
    equal: ['alertname', 'exporter', 'data_type', ...THING],
  },
  // What is down fails and is slow, whichever service says so; a probe may tell no environment.
  {
    source_matchers: DOWN,
    target_matchers: OTHERWISE_UNWELL,
    equal: ['component', 'deployment_environment_name', 'item'],
  },
  {
    source_matchers: [...DOWN, is('deployment_environment_name', '')],
    target_matchers: OTHERWISE_UNWELL,
    equal: ['component', 'item'],
  },
  {
    source_matchers: [is('indicator', 'rateLimitRatio'), is('severity', 'critical')],
    target_matchers: [is('indicator', 'errorRatio')],
    equal: ['component', ...THING],
  },
  {
    source_matchers: [is('indicator', 'durationP95'), is('severity', 'critical')],
    target_matchers: [is('indicator', 'slowdown')],
    equal: ['component', ...THING],
  },
  // What is given up fails, and says more.
  {
    source_matchers: [is('indicator', 'errorRatio'), is('severity', 'critical')],
    target_matchers: [isOneOf('indicator', ['stalled', 'throughput', 'silence'])],
    equal: ['component', ...THING],
  },
  {
    source_matchers: [is('indicator', 'silence')],
    target_matchers: [is('indicator', 'throughput')],
    equal: ['component', ...THING],
  },
  // What is critical about a prompt has its cause in the version, which its runbook asks for.
  {
    source_matchers: [
      is('component', 'prompts'),
      isOneOf('indicator', ['quality', 'outputTokens']),
      is('severity', 'critical'),
    ],
    target_matchers: [is('alertname', 'PromptVersionWorse')],
    equal: THING,
  },
  {
    source_matchers: [is('alertname', 'PromptVersionWorse'), is('aspect', 'quality')],
    target_matchers: [
      is('alertname', 'PromptVersionWorse'),
      isOneOf('aspect', ['duration', 'cost', 'errors']),
    ],
    equal: THING,
  },
  // What was reported of both versions confirms what is told already.
  {
    source_matchers: [
      is('component', 'prompts'),
      'alertname!="PromptVersionRegressed"',
      isOneOf('severity', ['critical', 'warning']),
    ],
    target_matchers: [is('alertname', 'PromptVersionRegressed')],
    equal: ['item'],
  },
  // Tokens are told where the price of a call does not tell them already.
  {
    source_matchers: [is('indicator', 'costPerCall'), is('severity', 'critical')],
    target_matchers: [is('indicator', 'tokensPerCall')],
    equal: ['component', ...THING],
  },
  {
    source_matchers: [is('indicator', 'costPerCall')],
    target_matchers: [is('indicator', 'tokensPerCall'), is('severity', 'warning')],
    equal: ['component', ...THING],
  },
  {
    source_matchers: [is('indicator', 'errorRatio'), is('severity', 'critical')],
    target_matchers: [is('alertname', 'ErrorBudgetBurning')],
    equal: ['component', ...THING],
  },
  {
    source_matchers: [isOneOf('alertname', ['ErrorBudgetBurning'])],
    target_matchers: [is('indicator', 'sloBudget')],
    equal: ['component', ...THING],
  },
  // More is asked for, so more is paid.
  {
    source_matchers: [is('alertname', 'TrafficUnusual')],
    target_matchers: [is('alertname', 'CostUnusual')],
    equal: ['service_name', 'deployment_environment_name'],
  },
  {
    source_matchers: [is('indicator', 'disk')],
    target_matchers: [is('alertname', 'HostDiskFullSoon')],
    equal: ['item'],
  },
];

/** What is wrong with one agent leaves those after it without work; a slow database is felt at once. */
const OF_ONE_SERVICE: readonly InhibitRule[] = [
  {
    source_matchers: [
      is('component', 'agents'),
      isOneOf('indicator', ['errorRatio', 'toolErrorRatio', 'stalled']),
      is('severity', 'critical'),
    ],
    target_matchers: [is('component', 'agents'), isOneOf('indicator', ['silence', 'throughput'])],
    equal: ['service_name', 'deployment_environment_name'],
  },
  {
    source_matchers: [
      is('component', 'database'),
      isOneOf('indicator', ['errorRatio', 'durationP95']),
      is('severity', 'critical'),
    ],
    target_matchers: [is('indicator', 'promptLookupP95')],
    equal: ['service_name', 'deployment_environment_name'],
  },
  // A process that is gone ends nothing, and nobody can say what it does.
  {
    source_matchers: [is('indicator', 'staleness')],
    target_matchers: [isOneOf('indicator', ['stalled', 'silence', 'throughput'])],
    equal: ['service_name', 'deployment_environment_name'],
  },
];

/** A model that is unwell makes a new version of a prompt look worse than it is. */
const OF_A_MODEL: InhibitRule = {
  source_matchers: [is('component', 'models'), is('severity', 'critical')],
  target_matchers: [is('alertname', 'PromptVersionWorse')],
  equal: ['service_name'],
};

/** What is only the sum, or the absence, of what a more precise alert tells. */
const OF_THE_WHOLE: readonly InhibitRule[] = [
  {
    source_matchers: [is('severity', 'critical'), isOneOf('component', COMPONENTS)],
    target_matchers: [isOneOf('alertname', ['HealthScoreLow', 'HealthScoreFalling'])],
  },
  {
    source_matchers: [is('alertname', 'CollectorDown')],
    target_matchers: [isOneOf('indicator', ['staleness', 'throughput', 'silence', 'availability'])],
  },
  {
    source_matchers: [is('alertname', 'CollectorDown')],
    target_matchers: [isOneOf('alertname', ['HealthScoreMissing', 'HealthScoreLow'])],
  },
];

/**
 * What follows from a fault of something else is muted while that is critical: along `dependsOn`
 * of vitals.yaml, for the indicators that can follow from others. What a source says of one
 * service mutes that service only; what it says of all, such as a probe, mutes all.
 */
export function inhibitRules({ health: { components } }: VitalsConfig): readonly InhibitRule[] {
  return [
    ...OF_ONE_THING,
    ...OF_ONE_SERVICE,
    OF_A_MODEL,
    ...OF_THE_WHOLE,
    ...COMPONENTS.flatMap((component) => follows(component)),
  ];

  function follows(component: Component): readonly InhibitRule[] {
    const causes = [...dependenciesOf(components, component)];
    const symptoms = indicatorsOf(component).filter((indicator) => indicator.follows);
    if (causes.length === 0 || symptoms.length === 0) return [];
    const source = [is('severity', 'critical'), isOneOf('component', causes)];
    const target_matchers = [
      is('component', component),
      isOneOf(
        'indicator',
        symptoms.map(({ name }) => name),
      ),
    ];
    return [
      { source_matchers: source, target_matchers, equal: ['service_name'] },
      { source_matchers: [...source, is('service_name', '')], target_matchers },
    ];
  }
}
