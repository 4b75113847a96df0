import { join } from 'node:path';
import { variable } from '../environment.js';
import type { Program, ProgramContext } from '../program.js';
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
}): Program {
  const { name, workspace, port, after, demo = false } = options;
  return {
    name,
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

/** The health score, its API and the probes. */
export const healthScore: Program = service({
  name: 'health-score',
  workspace: 'services/health-score',
  entry: 'dist/main.js',
  port: 'VITALS_HEALTH_PORT',
  // The demo is probed: while it starts and stops, that would count as failures.
  after: ['prometheus', 'collector', 'demo-api', 'demo-database'],
  // Each evaluation leaves short-lived objects, for which Node and malloc would rather take memory
  // than reuse it. With 1,000 agents this is 135 MB instead of 200 and more: a young generation of
  // 1 MB, and two arenas instead of eight for each core.
  nodeArgs: ['--max-semi-space-size=1', '--import', '@agent-vitals/instrumentation/register'],
  env: {
    MALLOC_ARENA_MAX: '2',
    OTEL_SERVICE_NAME: 'health-score',
    OTEL_RESOURCE_ATTRIBUTES: 'service.namespace=agent-vitals',
    OTEL_SEMCONV_STABILITY_OPT_IN: 'http,database',
  },
});

/** What happened to each alert, and who has acknowledged it. */
export const alertHistory: Program = service({
  name: 'alert-history',
  workspace: 'services/alert-history',
  entry: 'dist/main.js',
  port: 'VITALS_HISTORY_PORT',
  after: ['alertmanager', 'collector'],
  nodeArgs: ['--max-semi-space-size=1', '--import', '@agent-vitals/instrumentation/register'],
  env: {
    MALLOC_ARENA_MAX: '2',
    OTEL_SERVICE_NAME: 'alert-history',
    OTEL_RESOURCE_ATTRIBUTES: 'service.namespace=agent-vitals',
    OTEL_SEMCONV_STABILITY_OPT_IN: 'http',
  },
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
