import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../../system/system.js';

interface DashboardFile {
  readonly spec: {
    readonly variables: readonly {
      readonly spec: {
        /** Where its choices come from, if anywhere. */
        readonly plugin?: { readonly spec: { readonly matchers?: readonly string[] } };
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

/** What may be a series' name in the PromQL of all dashboards and their variables. */
export function namesAsked(): readonly string[] {
  const queries = FILES.flatMap((file) => {
    const { spec } = JSON.parse(readFileSync(join(root, file), 'utf8')) as DashboardFile;
    const ofPanels = Object.values(spec.panels).flatMap(({ spec: { queries: asked = [] } }) =>
      asked
        .filter(({ spec: { plugin } }) => plugin.kind.startsWith('Prometheus'))
        .flatMap(({ spec: { plugin } }) => [
          plugin.spec.query ?? '',
          ...(plugin.spec.coarser ?? []).map(({ query }) => query),
        ]),
    );
    const ofVariables = spec.variables.flatMap(
      ({ spec: { plugin } }) => plugin?.spec.matchers ?? [],
    );
    return [...ofPanels, ...ofVariables];
  });
  const names = queries.flatMap((query) => query.match(/[A-Za-z_][\w:]*/g) ?? []);
  return [...new Set(names)].toSorted();
}
