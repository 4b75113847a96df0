/** Runs more agents than are told apart, more than once. */
import { agent } from '@agent-vitals/instrumentation';

for (let run = 0; run < 2; run += 1) {
  for (const name of ['writer', 'critic', 'planner', 'editor']) await agent(name, async () => {})();
}
