import { INDICATORS, type Component, type IndicatorKey } from '@agent-vitals/config';
import type { Dashboard } from '../rule.js';

const OF_SERVICE = { service: 'service_name' } as const;

/** Where a component's items are looked at, with the item chosen where the dashboard has it as one. */
export const DASHBOARD_OF: Readonly<Record<Component, Dashboard>> = {
  agents: { name: 'agents', variables: { ...OF_SERVICE, agent: 'item' } },
  workflows: { name: 'workflows', variables: { ...OF_SERVICE, workflow: 'item' } },
  models: {
    name: 'llm-usage',
    variables: OF_SERVICE,
    // The item has the provider before the model.
    written: { model: '{{ reReplaceAll "^[^/]*/" "" $labels.item | urlquery }}' },
  },
  prompts: { name: 'prompts', variables: { ...OF_SERVICE, prompt: 'item' } },
  cost: { name: 'llm-usage', variables: OF_SERVICE },
  apis: { name: 'apis', variables: { ...OF_SERVICE, endpoint: 'item' } },
  externalApis: { name: 'apis', variables: OF_SERVICE },
  database: { name: 'database', variables: { database: 'item' } },
  resources: { name: 'resources', variables: { service: 'item' } },
};

/** The hosts, with one of them chosen. */
export const HOST_DASHBOARD: Dashboard = { name: 'resources', variables: { host: 'item' } };

/** Indicators whose items are not those of the variable, or are no choice at all. */
const OTHERWISE: Readonly<Partial<Record<IndicatorKey, Dashboard>>> = {
  // What is probed need not be an endpoint that anybody calls, and belongs to no service.
  'apis.availability': { name: 'apis', variables: {} },
  'externalApis.availability': { name: 'apis', variables: {} },
  'models.availability': { name: 'llm-usage', variables: {} },
  // Budgets are of all services.
  'cost.slowBurn': { name: 'llm-usage', variables: {} },
  'cost.dailyBudget': { name: 'llm-usage', variables: {} },
  'cost.hourlyBudget': { name: 'llm-usage', variables: {} },
  // The name of a store.
  'database.promptLookupP95': { name: 'database', variables: OF_SERVICE },
  'resources.cpu': HOST_DASHBOARD,
  'resources.memory': HOST_DASHBOARD,
  'resources.disk': HOST_DASHBOARD,
  'resources.networkErrors': HOST_DASHBOARD,
};

/** Where the next question about an indicator is answered. */
export const dashboardOf = (key: IndicatorKey): Dashboard =>
  OTHERWISE[key] ?? DASHBOARD_OF[INDICATORS[key].component];

/** Since when the whole is as well as it is. */
export const HEALTH_DASHBOARD: Dashboard = { name: 'system-health', variables: {} };
