import type { VitalsConfig } from '@agent-vitals/config';
import type { Dashboard } from './model.js';
import {
  budgets,
  cachedShare,
  costByAgent,
  costByModel,
  costByPrompt,
  costNow,
  costOfMonth,
  costOfSuccess,
} from './panels/cost.js';
import {
  cachedByAgent,
  llmCalls,
  llmLatency,
  modelErrorRatio,
  tokens,
  unpricedRatio,
} from './panels/llm.js';
import { savings, savingsByRecommendation } from './panels/savings.js';
import { agent, model, modelService } from './variables.js';

/** What do calls to models cost, who spends it, will the budget hold, and do they work? */
export const llmUsage = (config: VitalsConfig): Dashboard => ({
  name: 'llm-usage',
  title: 'LLM usage and cost',
  description:
    'What do calls to models cost, who spends it, will the budget hold, and do the models work?',
  range: '1h',
  refresh: '10s',
  variables: [modelService, agent, model],
  rows: [
    { title: 'Now', height: 4, panels: [costNow, costOfMonth, costOfSuccess, cachedShare] },
    {
      title: 'Who spends it',
      height: 8,
      panels: [budgets, costByModel, costByAgent, costByPrompt],
    },
    { title: 'What can be saved', height: 6, panels: [savings, savingsByRecommendation] },
    { title: 'Do the models work', height: 8, panels: [modelErrorRatio(config), llmCalls] },
    {
      title: 'How they are used',
      height: 8,
      panels: [llmLatency, tokens, cachedByAgent, unpricedRatio(config)],
    },
  ],
});
