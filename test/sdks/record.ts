/**
 * Records what SDKs of others send, from small applications that use them against a local model
 * server. Needs the network, and Python for those of Python; the tests need neither.
 *
 *     npm run record-sdks            all of them
 *     npm run record-sdks -- ai-sdk  those whose name begins so
 */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../system/system.js';
import { anonymous } from './anonymous.js';
import { startRecorder } from './collector-recorder.js';
import { installSdk } from './install.js';
import { startModelServer } from './model-server.js';
import { SDKS, type Sdk } from './sdks.js';
import type { Recorded } from './signals.js';

const run = promisify(execFile);

const SOURCES = join(root, 'test/sdks/apps');
const SAMPLES = join(root, 'test/sdks/samples');

async function record(sdk: Sdk): Promise<void> {
  const { name, packages, app, language, launcher, env } = sdk;
  const folder = await installSdk(sdk);
  cpSync(join(SOURCES, app), join(folder, app));
  const models = await startModelServer();
  const recorder = await startRecorder();
  const python = [join(folder, 'bin/python'), ...(launcher ? [join(folder, 'bin', launcher)] : [])];
  const [program = '', ...before] = language === 'node' ? [process.execPath] : python;
  const after = launcher === undefined ? [] : ['python'];
  let recorded: Recorded;
  try {
    const { stderr } = await run(program, [...before, ...after, app], {
      cwd: folder,
      env: {
        PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
        HOME: folder,
        MODEL_URL: models.url,
        OTEL_SERVICE_NAME: name,
        OTEL_EXPORTER_OTLP_ENDPOINT: recorder.url,
        ...env,
      },
    });
    if (stderr !== '') console.error(stderr);
  } finally {
    models.close();
    recorded = await recorder.stop();
  }
  const sample = { sdk: name, packages, ...anonymous(recorded) };
  mkdirSync(SAMPLES, { recursive: true });
  const file = join(SAMPLES, `${name}.json`);
  writeFileSync(file, `${JSON.stringify(sample, null, 2)}\n`);
  console.log(`wrote ${basename(file)}`);
}

const [prefix = ''] = process.argv.slice(2);
for (const sdk of SDKS.filter(({ name }) => name.startsWith(prefix))) await record(sdk);
