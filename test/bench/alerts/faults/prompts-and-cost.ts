import { AGENTS } from '../catalogue.js';
import { depths, type FaultKind } from './fault-kind.js';

const agents = AGENTS.map(({ name }) => name);
const prompts = AGENTS.map(({ prompt }) => prompt);

/** Faults of prompts, and of what calls cost. */
export const promptFaults: readonly FaultKind[] = [
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
    name: 'prompts grow',
    component: 'cost',
    items: agents,
    depths: depths('inputTokens', [3.5, 8]),
    alerts: ['CallTokensHigh'],
    also: ['CallCostHigh', 'CostUnusual', 'HourlyBudgetExceeded'],
    minutes: 20,
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
    depths: depths('price', [400]),
    alerts: ['HourlyBudgetExceeded'],
    also: ['CallCostHigh', 'CostUnusual', 'DailyBudgetExceeded', 'MonthlyBudgetAtRisk'],
    minutes: 20,
    profiles: ['busy'],
  },
];
