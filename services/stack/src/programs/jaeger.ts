import { join } from 'node:path';
import { variable } from '../environment.js';
import type { Program } from '../program.js';

/** Traces, kept in Badger. */
export const jaeger: Program = {
  name: 'jaeger',
  after: [],
  address: { port: 'VITALS_JAEGER_PORT', scheme: 'http' },
  readiness: ({ env }) => ({
    kind: 'http',
    url: `http://${variable(env, 'VITALS_JAEGER_HEALTH_LISTEN')}/status`,
    status: 200,
  }),
  readyWithinMs: 120_000,
  stopWithinMs: 5_000,
  run: ({ command, configDir }) => ({
    file: command('jaeger'),
    args: [`--config=${join(configDir, 'config.yaml')}`],
  }),
  config: {
    folder: 'jaeger',
    include: ['config.yaml'],
    expand: false,
    check: ({ command, configDir }) => ({
      file: command('jaeger'),
      args: ['validate', `--config=${join(configDir, 'config.yaml')}`],
    }),
  },
  backup: {
    leaveOut: /(^|\/)LOCK$/,
    rewritten: /(^|\/)DISCARD$/,
    preallocated: /\.(mem|vlog)$/,
  },
  binaries: {
    // Jaeger 2.13.0 is published as the Go module v1.76.0.
    version: '2.13.0',
    commands: [
      {
        name: 'jaeger',
        onPath: ['jaeger'],
        versionArgs: ['version'],
        versionPattern: /"gitVersion":\s*"v?(\d+\.\d+\.\d+[^"]*)"/,
        range: '>=2.13 <3',
      },
    ],
    build: {
      module: { path: 'github.com/jaegertracing/jaeger', version: 'v1.76.0' },
      packages: { jaeger: './cmd/jaeger' },
      stamp: { 'github.com/jaegertracing/jaeger/internal/version.latestVersion': 'v2.13.0' },
      expectedSeconds: 191,
    },
  },
};
