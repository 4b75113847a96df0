import { diag } from '@opentelemetry/api';
import { registerInstrumentations, type Instrumentation } from '@opentelemetry/instrumentation';
import { ECOSYSTEM } from './ecosystem.js';
import { FRAMEWORKS } from './frameworks/frameworks.js';
import { createLazyInstrumentations, type LazyInstrumentations } from './lazy-instrumentations.js';
import { LIBRARIES } from './libraries/libraries.js';
import { definitionsOf } from './module-definitions.js';
import { registerModuleHooks } from './module-hooks.js';
import type { InstrumentationConfigs } from './options.js';
import { createProviderInstrumentation } from './providers/provider-instrumentation.js';
import { PROVIDERS } from './providers/providers.js';
import type { Environment } from './settings.js';

/** This package's own, by the name that `OTEL_NODE_DISABLED_INSTRUMENTATIONS` calls them by. */
const OWN: Readonly<Record<string, () => Instrumentation>> = {
  ...Object.fromEntries(
    PROVIDERS.map((provider) => [provider.name, () => createProviderInstrumentation(provider)]),
  ),
  ...FRAMEWORKS,
  ...LIBRARIES,
};

const PREFIX = '@opentelemetry/instrumentation-';

/** The names in a variable; those that nothing is called by are told. */
const namesFrom = (variable: string, env: Environment): ReadonlySet<string> => {
  const names = (env[variable] ?? '').split(',').map((name) => name.trim());
  for (const name of names) {
    const known = Object.hasOwn(OWN, name) || ECOSYSTEM.some((it) => it.name === PREFIX + name);
    if (name !== '' && !known)
      diag.warn(`agent-vitals: ${variable} names "${name}": there is none`);
  }
  return new Set(names.filter((name) => name !== ''));
};

/**
 * Starts everything that patches modules. Called when the providers are set, so that what is
 * loaded later finds them.
 *
 * @param configs by package name; `enabled` wins over the variables
 */
export function startInstrumentations(
  configs: InstrumentationConfigs,
  env: Environment,
): LazyInstrumentations {
  const disabled = namesFrom('OTEL_NODE_DISABLED_INSTRUMENTATIONS', env);
  const enabled = namesFrom('OTEL_NODE_ENABLED_INSTRUMENTATIONS', env);
  for (const name of Object.keys(configs)) {
    if (!ECOSYSTEM.some((it) => it.name === name)) {
      diag.warn(`agent-vitals: option "instrumentations" names "${name}": there is none`);
    }
  }
  const own = Object.entries(OWN)
    .filter(([name]) => !disabled.has(name))
    .map(([, create]) => create());
  const ecosystem = ECOSYSTEM.filter(({ name }) => {
    const short = name.slice(PREFIX.length);
    const allowed = !disabled.has(short) && (enabled.size === 0 || enabled.has(short));
    return configs[name]?.enabled ?? allowed;
  });

  registerModuleHooks([
    ...own
      .flatMap(definitionsOf)
      .flatMap(({ name, files }) => [name, ...files.map((it) => it.name)]),
    ...ecosystem.flatMap(({ modules }) => modules),
  ]);
  registerInstrumentations({ instrumentations: own });
  const lazy = createLazyInstrumentations(ecosystem, configs);
  return { loaded: () => [...own, ...lazy.loaded()], waitingFor: () => lazy.waitingFor() };
}
