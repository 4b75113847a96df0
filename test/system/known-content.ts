import type { StackUrls } from '@agent-vitals/stack';
import { getJson, postJson } from './http.js';
import { SENDER } from './numbered-telemetry.js';
import { waitFor } from './wait.js';

/** Fires an alert that bob acknowledges, and has ann silence something else for a day. */
export async function alertAndSilence(urls: StackUrls): Promise<void> {
  const labels = {
    alertname: 'AgentErrorRatioHigh',
    severity: 'critical',
    component: 'agents',
    service_name: SENDER,
    item: 'planner',
  };
  await postJson(urls.alertmanager, '/api/v2/alerts', [{ labels }]);
  await postJson(urls.alertmanager, '/api/v2/silences', {
    matchers: [{ name: 'service_name', value: 'till', isRegex: false, isEqual: true }],
    startsAt: new Date().toISOString(),
    endsAt: new Date(Date.now() + 86_400_000).toISOString(),
    createdBy: 'ann',
    comment: 'it moves tonight',
  });
  const id = await waitFor('the alert', async () => {
    const { alerts } = await getJson<{ alerts: { id: number }[] }>(
      urls.alertHistory,
      '/api/v1/alerts',
      { service: SENDER },
    );
    return alerts[0]?.id;
  });
  await postJson(urls.alertHistory, `/api/v1/alerts/${id}/acknowledgement`, { by: 'bob' });
}

/** A prompt of which one score is known, as {@link reportScore} reports it. */
export const SCORED_PROMPT = 'greeter';

/** Reports a score of a prompt that no other uses. */
export async function reportScore(urls: StackUrls): Promise<void> {
  await postJson(urls.promptAnalytics, '/api/v1/prompt-evaluations', {
    evaluations: [
      { id: '1', promptName: SCORED_PROMPT, promptVersion: '1', name: 'tone', score: 0.75 },
    ],
  });
}
