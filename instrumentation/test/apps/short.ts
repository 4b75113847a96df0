/** Has nothing left to do but to wait for its last export. */
import { agent, startVitals } from '@agent-vitals/instrumentation';

const vitals = startVitals();
await agent('starter', async () => 'started')();
await vitals.forceFlush();
await agent('closer', async () => 'closed')();
await vitals.shutdown();
process.stdout.write('done');
