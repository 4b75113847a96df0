import { INDICATORS, type IndicatorKey } from '@agent-vitals/config';
import { GENERAL, GENERAL_LABEL, INDICATOR_LABEL, label, metric } from './metrics.js';
import { ATTR, OPERATION } from '@agent-vitals/instrumentation/semconv';
import type { ChoiceVariable, LabelVariable, TextVariable } from './model.js';
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

/** Stores of prompts that the chosen services ask. */
export const promptStore: LabelVariable = ofChosen(
  'store',
  'Prompt store',
  'promptStore',
  'promptLookupDuration',
);

/** Services that have written log lines, those without metrics included. */
export const logService: LabelVariable = {
  ...serviceOf(`{${GENERAL_LABEL.serviceName}=~".+"}`),
  from: 'loki',
};

/** Levels by which Loki tells lines apart, the worst first. */
const LEVELS = ['fatal', 'critical', 'error', 'warn', 'info', 'debug', 'trace', 'unknown'];

export const logLevel: ChoiceVariable = {
  kind: 'choice',
  name: 'level',
  title: 'Level',
  choices: LEVELS.map((level) => ({ title: level, value: level })),
  all: '.*',
  several: true,
};

const text = (name: string, title: string): TextVariable => ({ kind: 'text', name, title });

export const searchedText: TextVariable = text('text', 'Text');

/** The whole id of a trace, or how it begins. */
export const searchedTrace: TextVariable = text('trace', 'Trace id');

/** What the span does, as the conventions name it. */
export const operation: ChoiceVariable = {
  kind: 'choice',
  name: 'operation',
  title: 'Operation',
  choices: Object.values(OPERATION).map((value) => ({
    title: value,
    value: `${ATTR.operationName}=${value}`,
  })),
  all: ' ',
  several: false,
};

/** How Jaeger is asked for spans that failed. */
export const FAILED_SPANS = 'error=true';

export const onlyErrors: ChoiceVariable = {
  kind: 'choice',
  name: 'errors',
  title: 'Errors',
  choices: [{ title: 'Only errors', value: FAILED_SPANS }],
  all: ' ',
  several: false,
};

export const spanName: TextVariable = text('span', 'Span name');
/** How a duration and an attribute are written, the panel of the traces says. */
export const minDuration: TextVariable = text('min', 'Min duration');
export const maxDuration: TextVariable = text('max', 'Max duration');
export const spanAttribute: TextVariable = text('attribute', 'Attribute');
