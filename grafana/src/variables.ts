import { INDICATORS, type IndicatorKey } from '@agent-vitals/config';
import { GENERAL, GENERAL_LABEL, INDICATOR_LABEL, label, metric } from './metrics.js';
import type { Variable } from './model.js';
import { ofService, selector } from './promql.js';

/** Services that send a metric. */
export const serviceOf = (series: string): Variable => ({
  name: 'service',
  title: 'Service',
  label: GENERAL_LABEL.serviceName,
  series,
  all: '.+',
});

/** Items for which an indicator is recorded. */
export const itemsOf = (
  name: string,
  title: string,
  indicator: IndicatorKey,
  ...matchers: readonly string[]
): Variable => ({
  name,
  title,
  label: INDICATOR_LABEL.item,
  series: selector(INDICATORS[indicator].series, ...matchers),
  all: '.*',
});

/** Services whose agents are invoked. */
export const agentService: Variable = serviceOf(metric('invokeAgentDuration'));

/** Services that call models. */
export const modelService: Variable = serviceOf(metric('inferenceDuration'));

/** Services that call models or are called over HTTP. */
export const anyService: Variable = serviceOf(
  `{__name__=~"${metric('inferenceDuration')}|${GENERAL.httpServerDuration}"}`,
);

/** Agents of the chosen services; calls outside of any agent are shown as well. */
export const agent: Variable = {
  name: 'agent',
  title: 'Agent',
  label: label('agentName'),
  series: selector(metric('invokeAgentDuration'), ofService),
  all: '.*',
};

/** Models that the chosen services call. */
export const model: Variable = {
  name: 'model',
  title: 'Model',
  label: label('requestModel'),
  series: selector(metric('inferenceDuration'), ofService),
  all: '.*',
};

/** Workflows of the chosen services. */
export const workflow: Variable = {
  name: 'workflow',
  title: 'Workflow',
  label: label('workflowName'),
  series: selector(metric('invokeWorkflowDuration'), ofService),
  all: '.*',
};

/** Prompts of the chosen services. */
export const prompt: Variable = {
  name: 'prompt',
  title: 'Prompt',
  label: label('promptName'),
  series: selector(metric('inferenceDuration'), ofService, `${label('promptName')}!=""`),
  all: '.*',
};
