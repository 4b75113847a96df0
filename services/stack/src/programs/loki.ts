import { join } from 'node:path';
import { variable } from '../environment.js';
import type { Program, ProgramContext } from '../program.js';

const version = '3.7.8';

function configArgs({ configDir }: ProgramContext): string[] {
  return [`-config.file=${join(configDir, 'config.yaml')}`, '-config.expand-env=true'];
}

/** Logs. */
export const loki: Program = {
  name: 'loki',
  after: [],
  address: { port: 'VITALS_LOKI_PORT', scheme: 'http' },
  readiness: ({ env }) => ({
    kind: 'http',
    url: `${variable(env, 'VITALS_LOKI_URL')}/ready`,
    status: 200,
  }),
  readyWithinMs: 120_000,
  stopWithinMs: 5_000,
  run: (context) => ({ file: context.command('loki'), args: configArgs(context) }),
  config: {
    folder: 'loki',
    include: ['config.yaml'],
    expand: false,
    check: (context) => ({
      file: context.command('loki'),
      args: [...configArgs(context), '-verify-config'],
    }),
  },
  backup: {
    // Copies of the index, to be queried and to be compacted.
    leaveOut: /^(tsdb-shipper-cache|compactor\/index_\d+)\/$/,
    rewritten: /^(compactor|chunks\/index\/delete_requests)\//,
    // What the compactor deletes has left the index hours before.
    afterwards: 'chunks/fake/',
  },
  binaries: {
    version,
    commands: [
      {
        name: 'loki',
        onPath: ['loki'],
        versionArgs: ['--version'],
        versionPattern: /version v?(\d+\.\d+\.\d+\S*)/,
        range: '>=3.7 <4',
      },
    ],
    build: {
      module: { path: 'github.com/grafana/loki/v3', version: `v${version}` },
      packages: { loki: './cmd/loki' },
      stamp: { 'github.com/grafana/loki/v3/pkg/util/build.Version': version },
      // Points at a folder that is a module of its own, and so is not in this one's published form.
      dropReplace: ['github.com/grafana/loki/pkg/push'],
      expectedSeconds: 263,
    },
  },
};
