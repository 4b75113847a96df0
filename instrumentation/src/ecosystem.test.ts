import type {
  Instrumentation,
  InstrumentationModuleDefinition,
} from '@opentelemetry/instrumentation';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ECOSYSTEM } from './ecosystem.js';
import { packageOf } from './module-names.js';

const construct = async (name: string, exported: string): Promise<Instrumentation> => {
  const classes = (await import(name)) as Record<string, new (config: object) => Instrumentation>;
  return new classes[exported]!({ enabled: false });
};

const names = (definitions: readonly InstrumentationModuleDefinition[]): readonly string[] =>
  definitions.flatMap(({ name, files }) => [name, ...files.map((file) => file.name)]);

const packages = (modules: readonly string[]): ReadonlySet<string> =>
  new Set(modules.map(packageOf));

test.each(ECOSYSTEM.map((entry) => [entry.name, entry] as const))(
  '%s waits for the modules that it patches',
  async (name, { exported, modules }) => {
    const instrumentation = await construct(name, exported);
    const definitions =
      (
        instrumentation as { getModuleDefinitions?(): InstrumentationModuleDefinition[] }
      ).getModuleDefinitions?.() ?? [];
    expect(packages(names(definitions))).toEqual(packages(modules));
  },
);

test('each is a dependency of the package', () => {
  const manifest = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  ) as { readonly dependencies: Readonly<Record<string, string>> };
  const declared = Object.keys(manifest.dependencies).filter((name) =>
    name.startsWith('@opentelemetry/instrumentation-'),
  );
  expect(declared.toSorted()).toEqual(ECOSYSTEM.map(({ name }) => name).toSorted());
});
