import { INDICATORS, type VitalsConfig } from '@agent-vitals/config';
import { GENERAL_LABEL } from '@agent-vitals/instrumentation/general-semconv';
import {
  ATTR,
  METRIC,
  prometheusLabel,
  prometheusName,
} from '@agent-vitals/instrumentation/semconv';
import { FAILED, SUCCEEDED } from './failures.js';
import type { Measurements } from './measurement.js';
import { ALMOST_NONE, againstOwnPast } from './own-past.js';
import { p95 } from './percentile.js';
import { ratio } from './ratio.js';
import { throughput, usualOf } from './throughput.js';
import { silence } from './silence.js';
import { observations, only, quantile, sumOf, type Source } from './source.js';
import { stalled } from './stalled.js';

const AGENT = prometheusLabel(ATTR.agentName);

const ofAgent = (metric: string): Source => ({
  metric,
  matchers: [`${AGENT}!=""`],
  item: { labels: [AGENT] },
});

const invocations = ofAgent(prometheusName(METRIC.invokeAgentDuration));
const succeeded = only(invocations, SUCCEEDED);
const toolCalls = ofAgent(prometheusName(METRIC.executeToolDuration));

const slowdown = INDICATORS['agents.slowdown'].series;
const stall = INDICATORS['agents.stalled'].series;

/** Agents, by name. */
export const createAgents = ({ alerts }: VitalsConfig): Measurements<'agents'> => ({
  'agents.errorRatio': ratio({
    series: INDICATORS['agents.errorRatio'].series,
    part: only(invocations, FAILED),
    whole: invocations,
    kind: GENERAL_LABEL.errorType,
  }),
  'agents.durationP95': p95(invocations),
  'agents.slowdown': againstOwnPast({
    series: slowdown,
    sum: (window) => sumOf(succeeded, window),
    count: (window) => observations(succeeded, window),
    atOnce: { least: (window) => quantile(ALMOST_NONE, succeeded, window) },
  }),
  'agents.callsPerInvocation': p95(ofAgent(prometheusName(METRIC.invokeAgentInferenceCalls))),
  'agents.toolErrorRatio': ratio({
    series: INDICATORS['agents.toolErrorRatio'].series,
    part: only(toolCalls, FAILED),
    whole: toolCalls,
    kind: GENERAL_LABEL.errorType,
  }),
  'agents.stalled': stalled({
    series: stall,
    open: ofAgent(prometheusName(METRIC.activeInvocations)),
    all: invocations,
    usual: `${slowdown}:usual`,
    timesUsual: 3,
    atLeast: alerts.failures.minimumFailures,
  }),
  'agents.throughput': throughput(INDICATORS['agents.throughput'].series, succeeded),
  'agents.silence': silence({
    series: INDICATORS['agents.silence'].series,
    invocations,
    open: `${stall}:open`,
    usual: usualOf(INDICATORS['agents.throughput'].series),
  }),
});
