import { INDICATORS, type IndicatorKey } from '@agent-vitals/config';
import { GENERAL, GENERAL_LABEL, INDICATOR_LABEL, label, metric } from './metrics.js';
import type { LabelVariable } from './model.js';
import { ofService, selector } from './promql.js';

/** Services that send a metric. */
export const serviceOf = (series: string): LabelVariable => ({
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
): LabelVariable => ({
  name,
  title,
  label: INDICATOR_LABEL.item,
  series: selector(INDICATORS[indicator].series, ...matchers),
  all: '.*',
});

/** Services whose agents are invoked. */
export const agentService: LabelVariable = serviceOf(metric('invokeAgentDuration'));

/** Services that call models. */
export const modelService: LabelVariable = serviceOf(metric('inferenceDuration'));

/** Services that call models or are called over HTTP. */
export const anyService: LabelVariable = serviceOf(
  `{__name__=~"${metric('inferenceDuration')}|${GENERAL.httpServerDuration}"}`,
);

/** What a metric of the chosen services is told apart by. */
const ofChosen = (
  name: string,
  title: string,
  key: Parameters<typeof label>[0],
  of: Parameters<typeof metric>[0],
  ...matchers: readonly string[]
): LabelVariable => ({
  name,
  title,
  label: label(key),
  series: selector(metric(of), ofService, ...matchers),
  all: '.*',
});

/** Agents of the chosen services; calls outside of any agent are shown as well. */
export const agent: LabelVariable = ofChosen('agent', 'Agent', 'agentName', 'invokeAgentDuration');

/** Models that the chosen services call. */
export const model: LabelVariable = ofChosen('model', 'Model', 'requestModel', 'inferenceDuration');

/** Workflows of the chosen services. */
export const workflow: LabelVariable = ofChosen(
  'workflow',
  'Workflow',
  'workflowName',
  'invokeWorkflowDuration',
);

/** Prompts of the chosen services. */
export const prompt: LabelVariable = ofChosen(
  'prompt',
  'Prompt',
  'promptName',
  'inferenceDuration',
  `${label('promptName')}!=""`,
);
