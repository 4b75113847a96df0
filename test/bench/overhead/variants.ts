/** One way to run the application. */
export interface Variant {
  readonly name: string;
  /** Packages beyond the application's own, with their versions; `vitals` stands for the tarball. */
  readonly packages: readonly string[];
  /** Flags of Node, relative to the workspace. */
  readonly flags: readonly string[];
}

/** This package as it would be published. */
export const VITALS = 'vitals';

/** What the application needs. Its OpenAI SDK is the newest that every variant instruments. */
export const APP_PACKAGES: readonly string[] = ['express@5.3.0', 'openai@6.30.1', 'pg@8.23.1'];

/** The variant that the others are compared with. */
export const BARE = 'bare';

/**
 * What is compared, each as its own documentation says to start it, message content off. Names of
 * workflow, agents and tool are told where there is a way to.
 */
export const VARIANTS: readonly Variant[] = [
  { name: BARE, packages: [], flags: [] },
  {
    name: 'agent-vitals',
    packages: [VITALS],
    flags: ['--import', '@agent-vitals/instrumentation/register', '--import', './vitals.mjs'],
  },
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
