import { join } from 'node:path';
import { variable } from '../environment.js';
import type { Program } from '../program.js';

const version = '3.16.0';

/** `prometheus, version 3.16.0 (branch: …)`, as all programs built on prometheus/common print it. */
const pattern = /version v?(\d+\.\d+\.\d+\S*)/;
const range = '>=3.16 <4';

/** Metrics, rules. */
export const prometheus: Program = {
  name: 'prometheus',
  after: [],
  address: { port: 'VITALS_PROMETHEUS_PORT', scheme: 'http' },
  readiness: ({ env }) => ({
    kind: 'http',
    url: `${variable(env, 'VITALS_PROMETHEUS_URL')}/-/ready`,
    status: 200,
  }),
  // Replays its write-ahead log first.
  readyWithinMs: 120_000,
  stopWithinMs: 5_000,
  run: ({ command, configDir, dataDir, env }) => ({
    file: command('prometheus'),
    args: [
      `--config.file=${join(configDir, 'prometheus.yml')}`,
      `--storage.tsdb.path=${dataDir}`,
      `--web.listen-address=${variable(env, 'VITALS_PROMETHEUS_ADDRESS')}`,
      '--web.enable-otlp-receiver',
      '--web.enable-lifecycle',
      // Without start timestamps the first burst of a new series is invisible to `rate`.
      '--enable-feature=created-timestamp-zero-ingestion,exemplar-storage',
    ],
  }),
  config: {
    folder: 'prometheus',
    include: ['prometheus.yml', 'rules'],
    expand: true,
    check: ({ command, configDir }) => ({
      file: command('promtool'),
      args: ['check', 'config', join(configDir, 'prometheus.yml')],
    }),
  },
  // chunks_head is made from the write-ahead log, and lags behind it.
  backup: {
    leaveOut: /^(lock|queries\.active|chunks_head\/|.*\.tmp(-for-(creation|deletion))?\/)$/,
  },
  binaries: {
    version,
    commands: ['prometheus', 'promtool'].map((name) => ({
      name,
      onPath: [name],
      versionArgs: ['--version'],
      versionPattern: pattern,
      range,
    })),
    build: {
      module: { path: 'github.com/prometheus/prometheus', version: 'v0.316.0' },
      packages: { prometheus: './cmd/prometheus', promtool: './cmd/promtool' },
      // No service discovery of clouds: the stack's targets are static.
      tags: ['slicelabels', 'remove_all_sd'],
      stamp: { 'github.com/prometheus/common/version.Version': version },
      expectedSeconds: 119,
    },
  },
};
