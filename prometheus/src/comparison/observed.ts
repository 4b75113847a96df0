import { GENERAL, GENERAL_LABEL } from '@agent-vitals/instrumentation/general-semconv';
import {
  ATTR,
  METRIC,
  prometheusLabel,
  prometheusName,
} from '@agent-vitals/instrumentation/semconv';
import { FAILED, SUCCEEDED } from '../indicators/failures.js';
import { ENDPOINTS } from '../indicators/apis.js';

/** What calls may be told apart by: a series keeps those of these that it has. */
export const DIMENSIONS: readonly string[] = [
  GENERAL_LABEL.serviceName,
  'service_version',
  GENERAL_LABEL.environment,
  GENERAL_LABEL.httpRoute,
  ...[
    ATTR.workflowName,
    ATTR.agentName,
    ATTR.agentVersion,
    ATTR.requestModel,
    ATTR.promptName,
    ATTR.promptVersion,
  ].map((attribute) => prometheusLabel(attribute)),
];

/** Calls of one kind, as a histogram of their durations. */
export interface Calls {
  /** The value of the label `activity`: what was done, in the plural. */
  readonly activity: string;
  readonly histogram: string;
  /** Matchers of all that count. */
  readonly matchers: readonly string[];
  /** Matchers of those that failed, and of those whose duration counts. */
  readonly failed: string;
  readonly succeeded: string;
  /** Upper bounds of the histogram's buckets. */
  readonly bounds: readonly number[];
}

/** https://opentelemetry.io/docs/specs/semconv/http/http-metrics/#metric-httpserverrequestduration */
const HTTP_SECONDS = [
  0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
] as const;

const ofContract = (activity: string, metric: keyof typeof METRIC): Calls => ({
  activity,
  histogram: prometheusName(METRIC[metric]),
  matchers: [],
  failed: FAILED,
  succeeded: SUCCEEDED,
  bounds: METRIC[metric].buckets ?? [],
});

/** Everything that is called and measured, from the outermost inwards. */
export const CALLS: readonly Calls[] = [
  {
    activity: 'API requests',
    histogram: GENERAL.httpServerDuration,
    matchers: ENDPOINTS,
    failed: `${GENERAL_LABEL.httpStatus}=~"5.."`,
    succeeded: `${GENERAL_LABEL.httpStatus}=~"[123].."`,
    bounds: HTTP_SECONDS,
  },
  ofContract('workflow runs', 'invokeWorkflowDuration'),
  ofContract('agent invocations', 'invokeAgentDuration'),
  ofContract('tool calls', 'executeToolDuration'),
  ofContract('model calls', 'inferenceDuration'),
];

/** Tokens of calls to models, by the value of the label `direction`, as histograms with their bounds. */
export const TOKENS = (
  [
    ['input', METRIC.operationInputTokens],
    ['output', METRIC.operationOutputTokens],
  ] as const
).map(([direction, metric]) => ({
  direction,
  histogram: prometheusName(metric),
  bounds: metric.buckets ?? [],
}));

/** What answers scored, as a histogram; each evaluation has a scale of its own. */
export const SCORES = {
  histogram: prometheusName(METRIC.evaluationScore),
  /** The label that names the evaluation. */
  evaluation: prometheusLabel(ATTR.evaluationName),
  bounds: METRIC.evaluationScore.buckets ?? [],
} as const;

/** How often an invocation of an agent called models, as a histogram. */
export const CALLS_PER_INVOCATION: string = prometheusName(METRIC.invokeAgentInferenceCalls);

/** What calls to models cost, as a counter in US dollars. */
export const COST: string = prometheusName(METRIC.llmCost);
