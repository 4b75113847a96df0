import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium, installChromium } from './chromium.mjs';
import { isOlder } from './is-older.mjs';
import { root } from './paths.mjs';

/**
 * One step of a command.
 * @typedef {object} Step
 * @property {string} title
 * @property {readonly string[] | (() => Promise<number>)} run a program and its arguments, or a function
 * @property {string} [cwd] relative to the checkout
 * @property {() => boolean} [needed] whether there is anything to do; by default there is
 */

/**
 * @typedef {object} Command
 * @property {readonly Step[]} prepare silent unless it takes long or fails
 * @property {readonly Step[]} steps each is told, and all are summed up at the end
 * @property {readonly string[]} [run] what takes the arguments and the terminal, in place of steps
 */

/** @type {Step} */
const compile = { title: 'compile', run: ['tsc', '-b'] };

/** @type {Step} */
const page = {
  title: 'build the console page',
  run: ['vite', 'build', '--logLevel', 'warn'],
  cwd: 'services/console',
  needed: () =>
    isOlder('services/console/dist/page/index.html', [
      'services/console/src/navigation.ts',
      'services/console/src/page',
      'services/console/dashboards',
      'services/console/vite.config.ts',
      'services/console/package.json',
      'package-lock.json',
    ]),
};

/** The folders whose compiled `main.js` renders files that are committed. */
const generators = [
  'config',
  'instrumentation/contract',
  'prometheus',
  'alertmanager',
  'collector',
  'grafana',
].filter((folder) => existsSync(join(root, folder, 'src/main.ts')));

/** @type {(...args: string[]) => Step[]} */
const generate = (...args) =>
  generators.map((workspace) => ({
    title: `${args.includes('--check') ? 'generated files' : 'generate'}: ${workspace}`,
    run: ['node', `${workspace}/dist/main.js`, ...args],
  }));

/** @type {readonly Step[]} */
const checks = [
  { title: 'format', run: ['oxfmt', '--check'] },
  { title: 'lint', run: ['oxlint'] },
  { title: 'dead code', run: ['knip'] },
  ...generate('--check'),
];

/** @type {Readonly<Record<string, Command>>} */
export const commands = {
  vitals: { prepare: [compile, page], steps: [], run: ['node', 'services/stack/dist/main.js'] },
  bench: { prepare: [compile, page], steps: [], run: ['node', 'test/dist/bench/main.js'] },
  drill: { prepare: [compile, page], steps: [], run: ['node', 'test/dist/bench/main.js', 'drill'] },
  screenshots: {
    prepare: [compile, page],
    steps: [],
    run: ['node', 'test/dist/screenshots/main.js'],
  },
  containers: {
    prepare: [compile, page],
    steps: [],
    run: ['node', 'test/dist/containers/main.js'],
  },
  'record-sdks': { prepare: [compile], steps: [], run: ['node', 'test/dist/sdks/record.js'] },
  'record-upgrade': {
    prepare: [compile, page],
    steps: [],
    run: ['node', 'test/dist/upgrade/record.js'],
  },
  build: { prepare: [], steps: [compile, page] },
  generate: { prepare: [compile], steps: generate() },
  check: {
    prepare: [],
    steps: [
      { ...compile, title: 'types' },
      ...checks,
      { title: 'fast tests', run: ['vitest', 'run', '--project', 'unit'] },
    ],
  },
  test: {
    prepare: [],
    steps: [
      { ...compile, title: 'types' },
      ...checks,
      page,
      {
        title: 'install Chromium',
        run: installChromium,
        needed: () => findChromium() === undefined,
      },
      {
        title: 'install the servers of the tests',
        run: ['node', 'instrumentation/test/servers/install.ts'],
      },
      { title: 'tests', run: ['vitest', 'run'] },
      { title: 'tests in containers', run: ['node', 'test/dist/containers/main.js'] },
    ],
  },
};
