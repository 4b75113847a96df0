/** Works once, then serves until a signal ends it, or for STAY_MS milliseconds. */
import { agent } from '@agent-vitals/instrumentation';
import { createServer } from 'node:http';

await agent('starter', async () => 'started')();

const server = createServer((_, response) => response.end('ok'));
server.listen(0, '127.0.0.1', () => process.stdout.write('ready'));

if (process.env['OWN_SIGTERM'] === 'true') {
  process.on('SIGTERM', () => {
    server.close(() => process.stdout.write('closed by itself'));
  });
}
if (process.env['STAY_MS'] !== undefined) {
  setTimeout(() => server.close(), Number(process.env['STAY_MS']));
}
