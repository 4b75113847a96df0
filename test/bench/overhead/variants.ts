/** One way to run the application. */
export interface Variant {
  readonly name: string;
  /** Packages beyond the application's own, with their versions; `vitals` stands for the tarball. */
  readonly packages: readonly string[];
  /** Flags of Node, relative to the workspace. */
  readonly flags: readonly string[];
  /** Variables beyond those of every variant. */
  readonly env?: Readonly<Record<string, string>>;
}

/** This package as it would be published. */
export const VITALS = 'vitals';

const AGENT_VITALS: Variant = {
  name: 'agent-vitals',
  packages: [VITALS],
  flags: ['--import', '@agent-vitals/instrumentation/register', '--import', './vitals.mjs'],
};

/** What the application needs. Its OpenAI SDK is the newest that every variant instruments. */
export const APP_PACKAGES: readonly string[] = ['express@5.3.0', 'openai@6.30.1', 'pg@8.23.1'];

/** The variant that the others are compared with. */
export const BARE = 'bare';

const NONE: Variant = { name: BARE, packages: [], flags: [] };

const without = (part: string, env: Readonly<Record<string, string>>): Variant => ({
  ...AGENT_VITALS,
  name: `without ${part}`,
  env,
});

/** This package with a part switched off, to see what each part costs. */
export const PARTS: readonly Variant[] = [
  NONE,
  AGENT_VITALS,
  without('HTTP in and out', { OTEL_NODE_DISABLED_INSTRUMENTATIONS: 'http,express,undici' }),
  without('model calls', { OTEL_NODE_DISABLED_INSTRUMENTATIONS: 'openai' }),
  without('the event loop', { OTEL_NODE_DISABLED_INSTRUMENTATIONS: 'runtime-node' }),
  without('traces', { OTEL_TRACES_EXPORTER: 'none' }),
  without('metrics', { OTEL_METRICS_EXPORTER: 'none' }),
];

/**
 * What is compared, each as its own documentation says to start it, message content off. Names of
 * workflow, agents and tool are told where there is a way to.
 */
export const VARIANTS: readonly Variant[] = [
  NONE,
  AGENT_VITALS,
  {
    name: 'OpenTelemetry',
    packages: ['@opentelemetry/api@1.10.0', '@opentelemetry/auto-instrumentations-node@0.82.0'],
    flags: ['--require', '@opentelemetry/auto-instrumentations-node/register'],
  },
  {
    name: 'OpenLIT',
    packages: ['openlit@1.15.0'],
    flags: ['--require', './openlit.cjs'],
  },
  {
    name: 'OpenLLMetry',
    packages: ['@traceloop/node-server-sdk@0.27.0'],
    flags: ['--require', './openllmetry.cjs'],
  },
];
