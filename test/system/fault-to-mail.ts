import type { FaultName } from '@agent-vitals/demo/faults';
import {
  ATTR,
  METRIC,
  prometheusLabel,
  prometheusName,
} from '@agent-vitals/instrumentation/semconv';
import { mails, type Mail } from './mailpit.js';
import { query } from './prometheus.js';
import type { System } from './system.js';
import { waitFor } from './wait.js';

/** Enough calls of every agent in the window of the rule, so that it can judge. */
const CALLS = 8;

/** Seconds between what happened and the mail about it. */
export interface FaultToMail {
  readonly firing: number;
  readonly firingMail: Mail;
  readonly resolved: number;
  readonly resolvedMail: Mail;
}

/**
 * Breaks the demo, waits for the mail, mends it, waits for the mail that says so.
 * @param system with the demo's load on, and well
 */
export async function faultToMail(system: System, fault: FaultName): Promise<FaultToMail> {
  await waitUntilWell(system);
  const firing = await timed(system, 'FIRING critical', () => system.setFault(fault));
  const resolved = await timed(system, 'RESOLVED critical', () => system.clearFaults());
  return {
    firing: firing.seconds,
    firingMail: firing.mail,
    resolved: resolved.seconds,
    resolvedMail: resolved.mail,
  };
}

/**
 * Every agent is busy, and nothing critical fires.
 * @throws {Error} it did not come to that, with what was in the way
 */
export async function waitUntilWell(system: System, timeoutMs = 240_000): Promise<void> {
  const agent = prometheusLabel(ATTR.agentName);
  const calls = `sum by (${agent}) (histogram_count(increase(${prometheusName(METRIC.invokeAgentDuration)}[1m])))`;
  await waitFor(
    `${CALLS} calls a minute of each of seven agents, and no critical alert`,
    async () => {
      const busy = await query(system.urls.prometheus, `${calls} >= ${CALLS}`);
      const alerts = await query(system.urls.prometheus, 'ALERTS{severity="critical"}');
      if (busy.length >= 7 && alerts.length === 0) return true;
      const names = alerts.map(({ labels }) => `${labels['alertname']} of ${labels['item']}`);
      throw new Error(`${busy.length} agents are busy; ${names.join(', ')}`);
    },
    timeoutMs,
  );
}

/** Mails from before, such as the last about an earlier fault, do not count. */
async function timed(
  system: System,
  state: 'FIRING critical' | 'RESOLVED critical',
  begin: () => void,
): Promise<{ seconds: number; mail: Mail }> {
  const since = new Date().toISOString();
  const began = performance.now();
  begin();
  const mail = await waitFor(
    `a mail ${state}`,
    async () => (await mails(system.urls.mailpit, state)).find(({ Created }) => Created >= since),
    300_000,
  );
  return { seconds: (performance.now() - began) / 1000, mail };
}
