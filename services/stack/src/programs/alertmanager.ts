import { join } from 'node:path';
import { variable } from '../environment.js';
import type { Program } from '../program.js';

const version = '0.34.2';
const features = '--enable-feature=event-recorder';

/** Notifications: grouping, silences, mail. */
export const alertmanager: Program = {
  name: 'alertmanager',
  after: [],
  address: { port: 'VITALS_ALERTMANAGER_PORT', scheme: 'http' },
  readiness: ({ env }) => ({
    kind: 'http',
    url: `${variable(env, 'VITALS_ALERTMANAGER_URL')}/-/ready`,
    status: 200,
  }),
  run: ({ command, configDir, dataDir, env }) => ({
    file: command('alertmanager'),
    args: [
      `--config.file=${join(configDir, 'alertmanager.yml')}`,
      `--storage.path=${dataDir}`,
      `--data.retention=${variable(env, 'VITALS_RETENTION_HOURS')}`,
      `--web.listen-address=${variable(env, 'VITALS_ALERTMANAGER_ADDRESS')}`,
      // Silences, and so acknowledgements, are on disk this soon: a crash or a backup misses no more.
      '--data.maintenance-interval=15s',
      // One instance: no cluster port.
      '--cluster.listen-address=',
      features,
    ],
  }),
  config: {
    folder: 'alertmanager',
    include: ['alertmanager.yml', 'templates'],
    expand: true,
    check: ({ command, configDir }) => ({
      file: command('amtool'),
      args: ['check-config', features, join(configDir, 'alertmanager.yml')],
    }),
  },
  backup: { writtenEveryFewSeconds: ['silences', 'nflog'] },
  binaries: {
    version,
    commands: ['alertmanager', 'amtool'].map((name) => ({
      name,
      onPath: [name],
      versionArgs: ['--version'],
      versionPattern: /version v?(\d+\.\d+\.\d+\S*)/,
      // The event recorder came with 0.33.
      range: '>=0.33 <1',
    })),
    build: {
      module: { path: 'github.com/prometheus/alertmanager', version: `v${version}` },
      packages: { alertmanager: './cmd/alertmanager', amtool: './cmd/amtool' },
      stamp: { 'github.com/prometheus/common/version.Version': version },
      // The published module lacks the built page.
      placeholders: ['ui/app/dist/index.html'],
      expectedSeconds: 43,
    },
  },
};
