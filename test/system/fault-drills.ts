import type { Component } from '@agent-vitals/config';
import type { FaultName } from '@agent-vitals/demo/faults';

/** What the score and the alerts must say of a fault of the demo. */
export interface FaultDrill {
  readonly fault: FaultName;
  /** The component whose score falls. */
  readonly component: Component;
  /** Indicators of it, as `name`, any of which is right as the first reason. */
  readonly reasons: readonly string[];
  /** What the first reason is about. Default: anything. */
  readonly item?: RegExp;
  /** Points that another component may lose, where the fault makes it slower. Default: 10 */
  readonly mostOtherFall?: number;
  /** Alerts, any of which is right to be told of first. */
  readonly alerts: readonly string[];
  /** Whether users see it fail at once, so that somebody must know within 30 s. */
  readonly critical: boolean;
}

/**
 * Each fault of the demo. What one leaves behind, such as failures in a window of a minute, must
 * not be seen in the next: so neighbours are about different components, and those on which others
 * depend come last.
 */
export const FAULT_DRILLS: readonly FaultDrill[] = [
  {
    fault: 'tool-errors',
    component: 'agents',
    reasons: ['toolErrorRatio', 'errorRatio'],
    alerts: ['AgentToolErrorRatioHigh', 'AgentErrorRatioHigh'],
    critical: true,
  },
  {
    fault: 'cost-spike',
    component: 'cost',
    reasons: ['costPerCall', 'tokensPerCall'],
    alerts: ['CallCostHigh', 'CallTokensHigh', 'HourlyBudgetExceeded'],
    critical: false,
  },
  {
    fault: 'agent-loop',
    component: 'agents',
    reasons: ['callsPerInvocation', 'errorRatio'],
    item: /^code_generator$/,
    alerts: ['AgentLooping', 'AgentErrorRatioHigh'],
    critical: true,
  },
  {
    fault: 'cpu-hog',
    component: 'resources',
    reasons: ['processCpu'],
    item: /^demo-api$/,
    // It takes one of two cores from everything else.
    mostOtherFall: 15,
    alerts: ['ProcessCpuHigh'],
    critical: false,
  },
  {
    fault: 'agent-stalls',
    component: 'agents',
    reasons: ['errorRatio', 'durationP95', 'stalled'],
    item: /^security_analyst$/,
    alerts: ['AgentStalled', 'AgentErrorRatioHigh', 'AgentDurationHigh'],
    critical: true,
  },
  {
    fault: 'memory-leak',
    component: 'resources',
    reasons: ['memoryGrowth'],
    item: /^demo-api$/,
    alerts: ['ProcessMemoryGrowing'],
    critical: false,
  },
  {
    fault: 'api-errors',
    component: 'apis',
    reasons: ['errorRatio'],
    alerts: ['ApiErrorRatioHigh'],
    critical: true,
  },
  {
    fault: 'prompt-regression',
    component: 'prompts',
    reasons: ['quality', 'outputTokens'],
    item: /^code_generator$/,
    alerts: [
      'PromptQualityDropped',
      'PromptAnswersLong',
      'PromptVersionWorse',
      'PromptVersionRegressed',
    ],
    critical: false,
  },
  {
    fault: 'llm-errors',
    component: 'models',
    reasons: ['errorRatio'],
    alerts: ['ModelErrorRatioHigh'],
    critical: true,
  },
  {
    fault: 'db-slow',
    component: 'database',
    reasons: ['durationP95'],
    alerts: ['DatabaseSlow'],
    critical: true,
  },
  {
    fault: 'llm-slow',
    component: 'models',
    reasons: ['slowdown'],
    alerts: ['ModelSlowerThanUsual'],
    critical: false,
  },
  {
    fault: 'db-down',
    component: 'database',
    reasons: ['availability', 'errorRatio'],
    alerts: ['DatabaseDown', 'DatabaseErrorRatioHigh'],
    critical: true,
  },
  {
    fault: 'llm-rate-limit',
    component: 'models',
    reasons: ['errorRatio', 'rateLimitRatio'],
    alerts: ['ModelRateLimited', 'ModelErrorRatioHigh'],
    critical: true,
  },
];
