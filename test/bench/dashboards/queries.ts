import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../../system/system.js';

interface DashboardFile {
  readonly spec: {
    readonly variables: readonly {
      readonly spec: {
        readonly plugin: { readonly spec: { readonly matchers?: readonly string[] } };
      };
    }[];
    readonly panels: Readonly<
      Record<
        string,
        {
          readonly spec: {
            readonly queries?: readonly {
              readonly spec: {
                readonly plugin: {
                  readonly kind: string;
                  readonly spec: {
                    readonly query?: string;
                    readonly coarser?: readonly { readonly query: string }[];
                  };
                };
              };
            }[];
          };
        }
      >
    >;
  };
}

const FILES = globSync('services/console/dashboards/*.json', { cwd: root }).toSorted();

/** The names of all dashboards that the console has. */
export const DASHBOARDS: readonly string[] = FILES.map((file) => basename(file, '.json'));

/** Every PromQL query of every dashboard and of its variables, with anything chosen. */
export const everyQuery = (): readonly string[] =>
  FILES.flatMap((file) => {
    const { spec } = JSON.parse(readFileSync(join(root, file), 'utf8')) as DashboardFile;
    const ofPanels = Object.values(spec.panels).flatMap(({ spec: { queries = [] } }) =>
      queries
        .filter(({ spec: { plugin } }) => plugin.kind.startsWith('Prometheus'))
        .flatMap(({ spec: { plugin } }) => [
          plugin.spec.query ?? '',
          ...(plugin.spec.coarser ?? []).map(({ query }) => query),
        ]),
    );
    const ofVariables = spec.variables.flatMap(
      ({ spec: { plugin } }) => plugin.spec.matchers ?? [],
    );
    return [...ofPanels, ...ofVariables].map(filled);
  });

const filled = (query: string): string =>
  query
    .replaceAll('$__rate_interval', '1m')
    .replaceAll('$__interval_ms', '60000')
    .replaceAll(/\$__(interval|range)/g, '1m')
    .replaceAll(/\$\{?\w+\}?/g, '.+');
