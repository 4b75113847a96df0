import { createRequire } from 'node:module';

const manifest = createRequire(import.meta.url)('../package.json') as {
  readonly name: string;
  readonly version: string;
};

/** The instrumentation scope of every span, metric and log that this package makes. */
export const SCOPE_NAME: string = manifest.name;

/** The version of this package. */
export const SCOPE_VERSION: string = manifest.version;
