import { createInterface } from 'node:readline';
import type { Manifest } from '@agent-vitals/backup-archive';
import { givenUp } from '../given-up.js';
import type { BackupRequest, BackupSaid } from './backup-protocol.js';
import { restoreVolumes } from './restore-volumes.js';
import { takeVolumes } from './take-volumes.js';

// Reaches the volumes for `vitals backup` and `vitals restore`; see backup-protocol.ts.

const volumes = '/volumes';
const [action = '', request = '{}'] = process.argv.slice(2);
const say = (said: BackupSaid): void => void process.stderr.write(`${JSON.stringify(said)}\n`);

const restore = (): Promise<Manifest> => restoreVolumes({ content: process.stdin, volumes });

async function take(): Promise<Manifest> {
  const answers = createInterface({ input: process.stdin });
  const gone = new AbortController();
  answers.once('close', () => gone.abort());
  return await takeVolumes({
    request: JSON.parse(request) as BackupRequest,
    volumes,
    vitalsConfig: '/source/vitals.yaml',
    out: process.stdout,
    say,
    answers: answers[Symbol.asyncIterator](),
    signal: AbortSignal.any([givenUp(), gone.signal]),
  });
}

try {
  const manifest = action === 'restore' ? await restore() : await take();
  say({ type: 'done', manifest });
  process.exit(0);
} catch (error) {
  say({ type: 'failed', message: (error as Error).message });
  process.exit(1);
}
