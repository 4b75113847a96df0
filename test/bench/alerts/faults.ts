import type { Component, Severity } from '@agent-vitals/config';
import { AGENTS, itemOf, MODELS, ROUTES } from './catalogue.js';
import type { Effects } from './effects.js';
import type { ProfileName } from './profiles.js';

/** How bad a fault is, and how urgent it is to tell of it. */
export interface Depth {
  readonly effects: Effects;
  /**
   * `critical`: users get errors, no answers, or answers so late that they leave; a critical alert
   * must say so. `warning`: anything that someone has to know, by an alert of either severity.
   */
  readonly severity: Severity;
}

/** A kind of fault. */
export interface FaultKind {
  readonly name: string;
  /** Where it is; what depends on that by vitals.yaml may alert too. `pipeline`: the monitoring. */
  readonly component: Component | 'pipeline' | 'system';
  /** What of it can have the fault. Default: there is one only. */
  readonly items?: readonly string[];
  /** From barely beyond a threshold to total. */
  readonly depths: readonly Depth[];
  /** Alerts that tell of it: any of them is its detection. */
  readonly alerts: readonly string[];
  /** Alerts that follow from it beside those of what depends on its component. */
  readonly also?: readonly string[];
  /** How long it lasts. Default: 8 when critical, 15 when a warning, which takes its time. */
  readonly minutes?: number;
  /** Whose systems have it. Default: `busy` and `team`. */
  readonly profiles?: readonly ProfileName[];
  /** How much past it is compared with. Default: minutes. */
  readonly past?: 'days';
}

const agents = AGENTS.map(({ name }) => name);
const prompts = AGENTS.map(({ prompt }) => prompt);
const models = MODELS.map((model) => itemOf(model));
const routes = Object.values(ROUTES);

type Effect = keyof Effects;

/** Depths of one effect: those to warn of, and those that are critical. */
const depths = (
  effect: Effect,
  warning: readonly number[],
  critical: readonly number[] = [],
  also: Effects = {},
): readonly Depth[] => [
  ...warning.map((value): Depth => ({
    effects: { [effect]: value, ...also },
    severity: 'warning',
  })),
  ...critical.map((value): Depth => ({
    effects: { [effect]: value, ...also },
    severity: 'critical',
  })),
];

/** Every kind of fault that the benchmark makes. */
export const FAULT_KINDS: readonly FaultKind[] = [
  {
    name: 'agent fails',
    component: 'agents',
    items: agents,
    depths: depths('agentErrors', [0.1, 0.15], [0.25, 0.5, 1]),
    alerts: ['AgentErrorRatioHigh'],
    also: ['ErrorsUnusual'],
  },
  {
    name: 'agent slow',
    component: 'agents',
    items: agents,
    depths: depths('agentSlow', [3], [5, 8]),
    alerts: ['AgentSlowerThanUsual', 'AgentDurationHigh'],
    also: ['LatencyUnusual'],
  },
  {
    name: 'agent loops',
    component: 'agents',
    items: agents,
    depths: depths('agentLoop', [13], [20, 30]),
    alerts: ['AgentLooping'],
    also: [
      'AgentSlowerThanUsual',
      'AgentDurationHigh',
      'LatencyUnusual',
      'CostUnusual',
      'HourlyBudgetExceeded',
    ],
  },
  {
    name: 'tools fail',
    component: 'agents',
    items: agents,
    depths: depths('toolErrors', [0.25], [0.5, 0.8, 1]),
    alerts: ['AgentToolErrorRatioHigh'],
    also: ['AgentErrorRatioHigh', 'ErrorsUnusual'],
  },
  {
    name: 'agent stalls',
    component: 'agents',
    items: agents,
    depths: depths('agentStalls', [], [1]),
    alerts: ['WorkflowErrorRatioHigh', 'ApiErrorRatioHigh', 'AgentSilent', 'AgentStalled'],
    minutes: 10,
  },
  {
    name: 'workflow fails',
    component: 'workflows',
    depths: depths('workflowErrors', [0.12], [0.3, 0.6, 1]),
    alerts: ['WorkflowErrorRatioHigh'],
    also: ['ApiErrorRatioHigh', 'ApiErrorBudgetLow'],
  },
  {
    name: 'workflow slow',
    component: 'workflows',
    depths: depths('workflowSlow', [3.5], [6]),
    alerts: ['WorkflowSlowerThanUsual', 'WorkflowDurationHigh'],
    also: ['ApiSlowerThanUsual', 'ApiDurationHigh'],
  },
  {
    name: 'runs stay away',
    component: 'workflows',
    depths: depths('arrivals', [0.2], [0]),
    alerts: ['WorkflowThroughputLow', 'TrafficUnusual'],
    minutes: 60,
    profiles: ['busy'],
    past: 'days',
  },
  {
    name: 'traffic is unusual',
    component: 'agents',
    depths: depths('arrivals', [3, 5]),
    alerts: ['TrafficUnusual'],
    also: ['CostUnusual', 'HourlyBudgetExceeded'],
    minutes: 60,
    profiles: ['busy', 'team'],
    past: 'days',
  },
  {
    name: 'model fails',
    component: 'models',
    items: models,
    depths: depths('modelErrors', [0.08], [0.2, 0.5, 1]),
    alerts: ['ModelErrorRatioHigh'],
    also: ['ErrorsUnusual', 'ModelSlowerThanUsual'],
  },
  {
    name: 'provider is down',
    component: 'models',
    depths: depths('modelErrors', [], [1], { modelProbeDown: 1 }),
    alerts: ['ModelErrorRatioHigh', 'ModelProbeFailing'],
    also: ['ErrorsUnusual'],
    profiles: ['busy', 'team', 'quiet'],
  },
  {
    name: 'rate limit',
    component: 'models',
    items: models,
    depths: depths('modelRateLimits', [0.08], [0.3, 0.7]),
    alerts: ['ModelRateLimited'],
    also: ['ModelErrorRatioHigh', 'ErrorsUnusual'],
  },
  {
    name: 'model slow',
    component: 'models',
    items: models,
    depths: depths('modelSlow', [2.5], [4, 8]),
    alerts: ['ModelSlowerThanUsual'],
    also: ['ModelFirstChunkSlow', 'LatencyUnusual'],
  },
  {
    name: 'answers begin late',
    component: 'models',
    items: models,
    depths: depths('firstChunkSeconds', [9], [25]),
    alerts: ['ModelFirstChunkSlow', 'ModelSlowerThanUsual'],
    also: ['LatencyUnusual'],
  },
  {
    name: 'price unknown',
    component: 'models',
    items: models,
    depths: depths('unpriced', [0.15, 1]),
    alerts: ['ModelCallsUnpriced'],
    minutes: 25,
  },
  {
    name: 'prompt worse',
    component: 'prompts',
    items: prompts,
    depths: depths('quality', [0.85, 0.7, 0.4]),
    alerts: ['PromptQualityDropped', 'PromptVersionWorse'],
    minutes: 25,
  },
  {
    name: 'answers long',
    component: 'prompts',
    items: prompts,
    depths: depths('outputTokens', [2.6, 5]),
    alerts: ['PromptAnswersLong'],
    also: ['CallCostHigh', 'CostUnusual', 'LatencyUnusual', 'HourlyBudgetExceeded'],
    minutes: 20,
  },
  {
    name: 'version of a prompt worse',
    component: 'prompts',
    items: prompts,
    depths: depths('promptVersion', [1], [], { quality: 0.7, outputTokens: 3 }),
    alerts: ['PromptQualityDropped', 'PromptAnswersLong', 'PromptVersionWorse'],
    also: ['CallCostHigh', 'CostUnusual', 'LatencyUnusual', 'HourlyBudgetExceeded'],
    minutes: 25,
  },
  {
    name: 'calls cost more',
    component: 'cost',
    items: agents,
    depths: depths('price', [3.5, 8, 20]),
    alerts: ['CallCostHigh', 'CostUnusual'],
    also: ['HourlyBudgetExceeded', 'DailyBudgetExceeded', 'MonthlyBudgetAtRisk'],
    minutes: 20,
  },
  {
    name: 'budget burns',
    component: 'cost',
    depths: depths('price', [60]),
    alerts: ['HourlyBudgetExceeded'],
    also: ['CallCostHigh', 'CostUnusual', 'DailyBudgetExceeded', 'MonthlyBudgetAtRisk'],
    minutes: 20,
    profiles: ['busy'],
  },
  {
    name: 'endpoint fails',
    component: 'apis',
    items: routes,
    depths: depths('apiErrors', [0.1], [0.25, 0.5, 1]),
    alerts: ['ApiErrorRatioHigh'],
  },
  {
    name: 'endpoint slow',
    component: 'apis',
    items: routes,
    depths: depths('apiSlow', [4], [8]),
    alerts: ['ApiSlowerThanUsual', 'ApiDurationHigh'],
  },
  {
    name: 'endpoint down by probe',
    component: 'apis',
    depths: depths('apiProbeDown', [], [1]),
    alerts: ['ApiProbeFailing'],
    profiles: ['busy', 'team', 'quiet'],
  },
  {
    name: 'external API fails',
    component: 'externalApis',
    depths: depths('externalErrors', [0.12], [0.4, 1]),
    alerts: ['ExternalApiErrorRatioHigh'],
    also: ['ErrorsUnusual'],
  },
  {
    name: 'external API slow',
    component: 'externalApis',
    depths: depths('externalSeconds', [8], [25]),
    alerts: ['ExternalApiSlow'],
  },
  {
    name: 'database down',
    component: 'database',
    depths: depths('databaseDown', [], [1]),
    alerts: ['DatabaseDown', 'DatabaseErrorRatioHigh'],
    also: ['ErrorsUnusual'],
    profiles: ['busy', 'team', 'quiet'],
  },
  {
    name: 'database fails',
    component: 'database',
    depths: depths('databaseErrors', [0.06], [0.25, 0.6, 1]),
    alerts: ['DatabaseErrorRatioHigh'],
    also: ['ErrorsUnusual'],
  },
  {
    name: 'database slow',
    component: 'database',
    depths: depths('databaseSeconds', [0.5], [1.5, 4]),
    alerts: ['DatabaseSlow'],
    also: ['LatencyUnusual'],
  },
  {
    name: 'connections used up',
    component: 'database',
    depths: depths('connections', [0.8, 0.95]),
    alerts: ['DatabaseConnectionsHigh'],
  },
  {
    name: 'pool exhausted',
    component: 'database',
    depths: depths('poolPending', [5], [15, 60]),
    alerts: ['DatabasePoolExhausted'],
  },
  {
    name: 'locks waited for',
    component: 'database',
    depths: depths('waitingBackends', [5], [15, 60]),
    alerts: ['DatabaseLockWaits'],
  },
  {
    name: 'deadlocks',
    component: 'database',
    depths: depths('deadlocksPerMinute', [0.8, 4]),
    alerts: ['DatabaseDeadlocks'],
    minutes: 20,
  },
  {
    name: 'cache misses',
    component: 'database',
    depths: depths('cacheMisses', [0.08, 0.3]),
    alerts: ['DatabaseCacheHitRatioLow'],
    minutes: 30,
  },
  {
    name: 'process CPU used up',
    component: 'resources',
    depths: depths('processCores', [0.7], [0.95]),
    alerts: ['ProcessCpuHigh'],
  },
  {
    name: 'event loop blocked',
    component: 'resources',
    depths: depths('eventLoopSeconds', [0.4], [1.5, 5]),
    alerts: ['EventLoopDelayed'],
  },
  {
    name: 'memory leak',
    component: 'resources',
    depths: depths('leakBytesPerSecond', [2e6, 8e6]),
    alerts: ['ProcessMemoryGrowing'],
    minutes: 12,
  },
  {
    name: 'host CPU used up',
    component: 'resources',
    depths: depths('hostCpu', [0.88, 1]),
    alerts: ['HostCpuHigh'],
    minutes: 25,
  },
  {
    name: 'host memory used up',
    component: 'resources',
    depths: depths('hostMemory', [0.39, 0.44]),
    alerts: ['HostMemoryHigh'],
  },
  {
    name: 'disk almost full',
    component: 'resources',
    depths: depths('disk', [0.92, 0.985]),
    alerts: ['HostDiskAlmostFull', 'HostDiskFullSoon'],
  },
  {
    name: 'disk fills',
    component: 'resources',
    depths: depths('diskPerHour', [0.025, 0.05]),
    alerts: ['HostDiskFullSoon'],
    also: ['HostDiskAlmostFull'],
    minutes: 300,
    profiles: ['quiet'],
    past: 'days',
  },
  {
    name: 'network errors',
    component: 'resources',
    depths: depths('networkErrorsPerMinute', [30, 300]),
    alerts: ['HostNetworkErrors'],
    minutes: 20,
  },
  {
    name: 'service gone',
    component: 'apis',
    depths: depths('gone', [], [1]),
    alerts: ['ApiProbeFailing', 'TelemetryMissing'],
    also: ['WorkflowThroughputLow', 'TrafficUnusual'],
    profiles: ['busy', 'team', 'quiet'],
  },
  {
    name: 'telemetry missing',
    component: 'resources',
    depths: depths('silent', [1]),
    alerts: ['TelemetryMissing'],
    also: ['WorkflowThroughputLow', 'TrafficUnusual'],
    profiles: ['busy', 'team', 'quiet'],
  },
  {
    name: 'score low',
    component: 'system',
    depths: depths('scoreLoss', [22], [55]),
    alerts: ['HealthScoreLow', 'HealthScoreFalling'],
  },
  {
    name: 'score missing',
    component: 'system',
    depths: depths('scoreMissing', [1]),
    alerts: ['HealthScoreMissing'],
  },
  {
    name: 'collector down',
    component: 'pipeline',
    depths: depths('collectorDown', [], [1]),
    alerts: ['CollectorDown'],
    also: ['TelemetryMissing', 'HealthScoreMissing', 'WorkflowThroughputLow', 'TrafficUnusual'],
  },
  {
    name: 'Loki down',
    component: 'pipeline',
    depths: depths('lokiDown', [], [1]),
    alerts: ['LokiDown'],
  },
  {
    name: 'Jaeger down',
    component: 'pipeline',
    depths: depths('jaegerDown', [], [1]),
    alerts: ['JaegerDown'],
  },
  {
    name: 'Alertmanager down',
    component: 'pipeline',
    depths: depths('alertmanagerDown', [], [1]),
    alerts: ['AlertmanagerDown'],
  },
  {
    name: 'collector refuses',
    component: 'pipeline',
    depths: depths('refused', [1, 50]),
    alerts: ['CollectorRefusing'],
  },
  {
    name: 'collector drops',
    component: 'pipeline',
    depths: depths('dropped', [1, 50]),
    alerts: ['CollectorDropping'],
  },
  {
    name: 'queue fills',
    component: 'pipeline',
    depths: depths('queue', [0.6, 0.95]),
    alerts: ['CollectorQueueFilling'],
  },
  {
    name: 'rules fail',
    component: 'pipeline',
    depths: depths('ruleFailures', [0.1]),
    alerts: ['RuleEvaluationFailing'],
  },
  {
    name: 'reload fails',
    component: 'pipeline',
    depths: depths('reloadFailed', [1]),
    alerts: ['ReloadFailed'],
  },
  {
    name: 'notifications fail',
    component: 'pipeline',
    depths: depths('notificationsFailed', [], [0.1]),
    alerts: ['NotificationsFailing'],
  },
  {
    name: 'alerts are not delivered',
    component: 'pipeline',
    depths: depths('deliveriesFailed', [], [0.2]),
    alerts: ['AlertDeliveryFailing'],
  },
];
