import { hostname } from 'node:os';
import { setUp } from './setup.js';

const { VITALS_HOST_NAME, ...env } = process.env;

setUp({
  source: '/source',
  config: '/config',
  secrets: '/secrets',
  volumes: '/volumes',
  vitalsConfig: env['VITALS_CONFIG'] ?? '/source/vitals.yaml',
  hostName: VITALS_HOST_NAME || hostname(),
  env: Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  ),
  print: (line) => process.stdout.write(`${line}\n`),
});
