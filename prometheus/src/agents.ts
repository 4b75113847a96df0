import type { VitalsConfig } from '@agent-vitals/config';
import {
  ATTR,
  METRIC,
  prometheusLabel,
  prometheusName,
  type ErrorCategory,
} from '@agent-vitals/instrumentation/semconv';
import type { AlertGroup } from './rule.js';

const INVOCATIONS = prometheusName(METRIC.invokeAgentDuration);
const AGENT_NAME = prometheusLabel(ATTR.agentName);
const ERROR_TYPE = prometheusLabel(ATTR.errorType);

/** Who cancels an invocation does not say that the agent is unwell. */
const NOT_A_FAILURE: ErrorCategory = 'cancelled';

/** Label matcher of invocations that failed: those that succeeded carry no error type. */
const FAILED = `${ERROR_TYPE}!~"|${NOT_A_FAILURE}"`;

const invocations = (seconds: number, ...matchers: readonly string[]): string =>
  `histogram_count(increase(${INVOCATIONS}{${matchers.join(', ')}}[${seconds}s]))`;
const byAgent = (seconds: number, ...matchers: readonly string[]): string =>
  `sum by (service_name, agent) (label_replace(${invocations(seconds, ...matchers)}, "agent", "$1", "${AGENT_NAME}", "(.*)"))`;

// Annotations ask Prometheus about the one agent that the alert is about.
const OF_THIS_AGENT = ['service_name=%q', `${AGENT_NAME}=%q`];
const ask = (expr: string): string =>
  `printf ${JSON.stringify(expr)} $labels.service_name $labels.agent | query`;

/** Alerts about the agents of a service. */
export function createAgentAlerts({ alerts, thresholds }: VitalsConfig): AlertGroup {
  const { critical } = thresholds.agents['errorRatio']!;
  const { windowSeconds, minimumCalls, minimumFailures, forSeconds } = alerts.agentErrorRatio;
  // Few calls or few failures say nothing: one failure in four calls may be chance. Counting them
  // over twice the window lets the ratio react fast where calls are many, and waits where they are
  // few. In simulated traffic this finds a fault sooner than one window and a `for`, and fires less
  // often by chance.
  const floorSeconds = 2 * windowSeconds;
  const count = (...matchers: readonly string[]): string =>
    `{{ with ${ask(`sum(${invocations(windowSeconds, ...OF_THIS_AGENT, ...matchers)})`)} }}{{ . | first | value | printf "%.0f" }}{{ end }}`;
  const mostFrequentError = `{{ with ${ask(
    `topk(1, sum by (${ERROR_TYPE}) (${invocations(windowSeconds, ...OF_THIS_AGENT, FAILED)}))`,
  )} }}{{ . | first | label "${ERROR_TYPE}" }}{{ end }}`;

  return {
    name: 'agents',
    // Every 5 s: what is critical must reach someone within 30 s.
    intervalSeconds: 5,
    alerts: [
      {
        name: 'AgentErrorRatioHigh',
        expr: [
          byAgent(windowSeconds, FAILED),
          `/ ${byAgent(windowSeconds)} > ${critical}`,
          `and ${byAgent(floorSeconds, FAILED)} >= ${minimumFailures}`,
          `and ${byAgent(floorSeconds)} >= ${minimumCalls}`,
        ].join('\n'),
        severity: 'critical',
        component: 'agents',
        forSeconds,
        // Bridges a dip around the threshold.
        keepFiringForSeconds: windowSeconds,
        summary:
          'Agent {{ $labels.agent }} of {{ $labels.service_name }} fails in {{ $value | humanizePercentage }} of its calls',
        description:
          `About ${count(FAILED)} of ${count()} invocations of {{ $labels.agent }} in the last ${windowSeconds} s failed, ` +
          `that is {{ $value | humanizePercentage }}; up to {{ ${critical} | humanizePercentage }} is tolerated. ` +
          `Most frequent error: ${mostFrequentError}.`,
        dashboard: {
          name: 'system-overview',
          variables: { service: 'service_name', agent: 'agent' },
        },
      },
    ],
  };
}
