import { join } from 'node:path';
import { variable } from '../environment.js';
import type { BackupRules, Program, ProgramContext } from '../program.js';
import type { PortVariable } from '../port-table.js';

/** A program of this checkout that answers `/readyz` when it is ready. */
function service(options: {
  readonly name: string;
  readonly workspace: string;
  /** The compiled entry file, inside the workspace. */
  readonly entry: string;
  readonly port: PortVariable;
  readonly after: readonly string[];
  readonly demo?: boolean;
  /** Options for Node itself. */
  readonly nodeArgs?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly backup?: BackupRules;
}): Program {
  const { name, workspace, port, after, backup, demo = false } = options;
  return {
    name,
    ...(backup && { backup }),
    demo,
    after,
    workspace,
    address: { port, scheme: 'http' },
    readiness: ({ env }) => ({
      kind: 'http',
      url: `http://127.0.0.1:${variable(env, port)}/readyz`,
      status: 200,
    }),
    run: (context) => node(context, workspace, options.entry, options.nodeArgs, options.env),
  };
}

function node(
  { root }: ProgramContext,
  workspace: string,
  entry: string,
  nodeArgs: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): { file: string; args: string[]; env: Readonly<Record<string, string>> } {
  // The launcher's own Node: the machine's may be too old.
  return { file: process.execPath, args: [...nodeArgs, join(root, workspace, entry)], env };
}

/** The page in the browser. */
export const consolePage: Program = service({
  name: 'console',
  workspace: 'services/console',
  entry: 'dist/main.js',
  port: 'VITALS_CONSOLE_PORT',
  after: ['prometheus', 'loki', 'jaeger'],
});

/**
 * A service of the stack that works all the time, and is watched as those of its users are. It leaves
 * short-lived objects, for which Node and malloc would rather take memory than reuse it. The health
 * score with 1,000 agents takes 135 MB instead of 200 and more: a young generation of 1 MB, and two
 * arenas instead of eight for each core.
 * @param conventions of which it sends the stable names
 */
const watched = (
  name: string,
  conventions: string,
): Pick<Parameters<typeof service>[0], 'name' | 'workspace' | 'entry' | 'nodeArgs' | 'env'> => ({
  name,
  workspace: `services/${name}`,
  entry: 'dist/main.js',
  nodeArgs: ['--max-semi-space-size=1', '--import', '@agent-vitals/instrumentation/register'],
  env: {
    MALLOC_ARENA_MAX: '2',
    OTEL_SERVICE_NAME: name,
    OTEL_RESOURCE_ATTRIBUTES: 'service.namespace=agent-vitals',
    OTEL_SEMCONV_STABILITY_OPT_IN: conventions,
  },
});

/** The health score, its API and the probes. */
export const healthScore: Program = service({
  ...watched('health-score', 'http,database'),
  port: 'VITALS_HEALTH_PORT',
  // The demo is probed: while it starts and stops, that would count as failures.
  after: ['prometheus', 'collector', 'demo-api', 'demo-database'],
});

/** SQLite finds the index of its log again. */
const SQLITE_BACKUP: BackupRules = { leaveOut: /-shm$/, rewritten: /\.sqlite(-wal)?$/ };

/** What happened to each alert, and who has acknowledged it. */
export const alertHistory: Program = service({
  ...watched('alert-history', 'http'),
  port: 'VITALS_HISTORY_PORT',
  after: ['alertmanager', 'collector'],
  backup: SQLITE_BACKUP,
});

/** What is found out about prompts elsewhere, and how their versions compare. */
export const promptAnalytics: Program = service({
  ...watched('prompt-analytics', 'http'),
  port: 'VITALS_PROMPTS_PORT',
  // The demo makes the files that are read.
  after: ['prometheus', 'collector', 'demo-api'],
  backup: SQLITE_BACKUP,
});

/** PostgreSQL of the demo. */
export const demoDatabase: Program = {
  name: 'demo-database',
  demo: true,
  after: [],
  workspace: 'services/demo',
  address: { port: 'VITALS_DEMO_POSTGRES_PORT', scheme: 'tcp' },
  readiness: ({ env }) => ({
    kind: 'tcp',
    host: '127.0.0.1',
    port: Number(variable(env, 'VITALS_DEMO_POSTGRES_PORT')),
  }),
  run: (context) => node(context, 'services/demo', 'dist/database/main.js'),
};

/** Stands for the LLM provider, which is outside: not instrumented. */
export const demoModels: Program = service({
  name: 'demo-models',
  demo: true,
  workspace: 'services/demo',
  entry: 'dist/models/main.js',
  port: 'VITALS_DEMO_MODEL_PORT',
  after: [],
});

/** The API in front of the agents: what is watched. */
export const demoApi: Program = service({
  name: 'demo-api',
  demo: true,
  workspace: 'services/demo',
  entry: 'dist/api/main.js',
  port: 'VITALS_DEMO_PORT',
  after: ['demo-database', 'demo-models', 'collector'],
  nodeArgs: ['--import', '@agent-vitals/instrumentation/register'],
  env: {
    OTEL_SERVICE_NAME: 'demo-api',
    OTEL_RESOURCE_ATTRIBUTES: 'service.namespace=demo,deployment.environment.name=demo',
    // The stable names of the database conventions, where the old ones are still the default.
    OTEL_SEMCONV_STABILITY_OPT_IN: 'http,database',
  },
});

/** The users of the demo. */
export const demoLoad: Program = {
  name: 'demo-load',
  demo: true,
  after: ['demo-api'],
  workspace: 'services/demo',
  readiness: () => ({ kind: 'alive', afterMs: 300 }),
  stopWithinMs: 2_000,
  run: (context) => node(context, 'services/demo', 'dist/load/main.js'),
};
