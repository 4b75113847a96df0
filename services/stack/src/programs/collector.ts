import { join } from 'node:path';
import { variable } from '../environment.js';
import type { Program } from '../program.js';

const version = '0.160.0';

/** The base, what is rendered, and the machine's metrics; they are merged. */
const files = [
  'config.yaml',
  'other-sdks.yaml',
  'prices.yaml',
  'derived-metrics.yaml',
  'host.yaml',
];

const configArgs = (folder: string): readonly string[] =>
  files.map((name) => `--config=${join(folder, name)}`);

/** The one door for telemetry: limits, redacts, derives, queues and passes on. */
export const collector: Program = {
  name: 'collector',
  after: ['prometheus', 'loki', 'jaeger'],
  address: { port: 'VITALS_OTLP_HTTP_PORT', scheme: 'http' },
  readiness: ({ env }) => ({
    kind: 'http',
    url: `http://${variable(env, 'VITALS_COLLECTOR_HEALTH_LISTEN')}/`,
    status: 200,
  }),
  run: ({ command, configDir }) => ({
    file: command('otelcol'),
    args: configArgs(configDir),
  }),
  config: {
    folder: 'collector',
    include: files,
    expand: false,
    check: ({ command, configDir }) => ({
      file: command('otelcol'),
      args: ['validate', ...configArgs(configDir)],
    }),
  },
  binaries: {
    version,
    commands: [
      {
        name: 'otelcol',
        // The core distribution lacks components that the configuration names.
        onPath: ['otelcol-contrib'],
        versionArgs: ['--version'],
        versionPattern: /version v?(\d+\.\d+\.\d+\S*)/,
        // Component names change between minor versions; 0.160 introduced `otlp_http`.
        range: '>=0.160 <0.170',
      },
    ],
    build: {
      module: { path: 'go.opentelemetry.io/collector/cmd/builder', version: `v${version}` },
      packages: { otelcol: '.' },
      manifest: 'collector/builder.yaml',
      expectedSeconds: 160,
    },
  },
};
