import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { queryValue } from '../system/prometheus.js';
import { root, startSystem } from '../system/system.js';
import { waitFor } from '../system/wait.js';
import type { Bench, Series } from './bench.js';
import { startAgents } from './health/agents.js';
import { measureAnswers } from './health/answers.js';
import { measureEvaluation } from './health/evaluation.js';

const AGENTS = 1000;
const INDICATORS_EACH = 5;

/** What an agent is compared with is its own past, which takes some minutes to be one. */
const UNTIL_ALL_MS = 600_000;

/** How often and how long the memory of the service is read. */
const READINGS = 30;
const BETWEEN_MS = 2000;

/** What the health score costs with a thousand agents: time, memory and queries. */
export const health: Bench = {
  description: 'the health score with 1,000 agents, each with five indicators, on the real stack',
  async run() {
    const system = await startSystem();
    const failures: unknown[] = [];
    const agents = startAgents(system.urls.otlp, AGENTS, (error) => failures.push(error));
    try {
      const counting = 'count({__name__=~"vitals:.+", indicator!="", component="agents"})';
      const all = AGENTS * INDICATORS_EACH;
      await waitFor(
        `${all} indicators in Prometheus`,
        async () => {
          const count = (await queryValue(system.urls.prometheus, counting)) ?? 0;
          return count >= all ? count : undefined;
        },
        UNTIL_ALL_MS,
      );
      const memory = await memoryOf('health-score', () => system.status());
      const evaluation = await measureEvaluation(join(root, 'vitals.yaml'), system.urls.prometheus);
      const answers = await measureAnswers(system.urls.prometheus);
      if (failures.length > 0) throw new Error('agents could not export', { cause: failures[0] });
      return [memory, ...evaluation, ...answers];
    } finally {
      agents.stop();
      await system.remove();
    }
  },
};

async function memoryOf(
  name: string,
  status: () => readonly { readonly name: string; readonly memoryBytes: number | null }[],
): Promise<Series> {
  const values: number[] = [];
  for (let reading = 0; reading < READINGS; reading++) {
    const bytes = status().find((program) => program.name === name)?.memoryBytes;
    if (typeof bytes === 'number') values.push(bytes / 1e6);
    await sleep(BETWEEN_MS);
  }
  return { measure: `memory of ${name}`, unit: 'MB', values };
}
