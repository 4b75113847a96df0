import type { Component } from '@agent-vitals/config';

/** What people call each component. */
export const COMPONENT_TITLES: Readonly<Record<Component, string>> = {
  agents: 'Agents',
  workflows: 'Workflows',
  models: 'Models',
  prompts: 'Prompts',
  cost: 'Cost',
  apis: 'APIs',
  externalApis: 'External APIs',
  database: 'Database',
  resources: 'Resources',
};
