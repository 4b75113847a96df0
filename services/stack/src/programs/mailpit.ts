import { join } from 'node:path';
import { variable } from '../environment.js';
import type { Program } from '../program.js';

const version = '1.27.11';

/** The mailbox of the demo: takes every mail, delivers none, shows them in the browser. */
export const mailpit: Program = {
  name: 'mailpit',
  after: [],
  address: { port: 'VITALS_MAILPIT_PORT', scheme: 'http' },
  readiness: ({ env }) => ({
    kind: 'http',
    url: `${variable(env, 'VITALS_MAILPIT_URL')}/readyz`,
    status: 200,
  }),
  run: ({ command, dataDir, env }) => ({
    file: command('mailpit'),
    args: [
      `--listen=${variable(env, 'VITALS_MAILPIT_ADDRESS')}`,
      `--smtp=${variable(env, 'VITALS_SMTP_ADDRESS')}`,
      `--database=${join(dataDir, 'mailpit.db')}`,
      '--max=5000',
      '--smtp-disable-rdns',
      '--disable-version-check',
    ],
  }),
  binaries: {
    version,
    commands: [
      {
        name: 'mailpit',
        onPath: ['mailpit'],
        versionArgs: ['version', '--no-release-check'],
        versionPattern: /v(\d+\.\d+\.\d+\S*) compiled/,
        range: '>=1.27 <2',
      },
    ],
    build: {
      module: { path: 'github.com/axllent/mailpit', version: `v${version}` },
      packages: { mailpit: '.' },
      stamp: { 'github.com/axllent/mailpit/config.Version': `v${version}` },
      expectedSeconds: 28,
    },
  },
};
