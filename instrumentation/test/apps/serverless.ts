/** A function whose process is taken away once it has answered, without any end that it could see. */
import { agent, runningVitals } from '@agent-vitals/instrumentation';

await agent('handler', async () => 'answered')();
await runningVitals()?.forceFlush();
process.kill(process.pid, 'SIGKILL');
