/** Uses a second copy of the package, from the folder of COPY, beside the one that runs. */
import { agent } from '@agent-vitals/instrumentation';
import { pathToFileURL } from 'node:url';

const copy = (await import(
  pathToFileURL(`${process.env['COPY']}/dist/index.js`).href
)) as typeof import('@agent-vitals/instrumentation');
process.stdout.write(String(copy.agent === agent));
copy.startVitals();
const inner = copy.tool('ruler', async () => 'measured');
await agent('writer', () => inner())();
