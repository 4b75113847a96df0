import { agent } from '@agent-vitals/instrumentation';

await agent('starter', async () => 'started')();
setImmediate(() => {
  throw new RangeError('nobody catches this');
});
