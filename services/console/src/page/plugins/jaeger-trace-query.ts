import type { TraceData } from '@perses-dev/core';
import {
  parseVariables,
  type TraceQueryContext,
  type TraceQueryPlugin,
} from '@perses-dev/plugin-system';
import type { JaegerClient } from './jaeger-datasource.js';
import { waitsForVariables } from './variables.js';

/** One trace by its id, or the traces that any of some searches finds. */
export type JaegerTraceQuerySpec =
  | { readonly traceId: string }
  | {
      /** A service's name, or a variable. */
      readonly service: string;
      /** Attributes of one span; the answers of all searches are merged. */
      readonly searches: readonly Readonly<Record<string, string>>[];
      /** How many traces each search may give for each service. */
      readonly limit: number;
    };

/** Services that a query names: its own, the variable's, or all that Jaeger knows. */
async function servicesOf(
  service: string,
  { variableState }: TraceQueryContext,
  client: JaegerClient,
): Promise<readonly string[]> {
  const [variable] = parseVariables(service);
  if (variable === undefined) return [service];
  // As Prometheus has it, the value is a pattern, and there may be several.
  const values = [variableState[variable]?.value ?? []].flat();
  const chosen = new RegExp(`^(?:${values.join('|')})$`);
  // The variable offers what has metrics; only some of that has traces.
  return (await client.services()).filter((name) => chosen.test(name));
}

/** Traces from Jaeger, for the trace table and for the waterfall. */
export const JaegerTraceQuery: TraceQueryPlugin<JaegerTraceQuerySpec> = {
  createInitialOptions: () => ({ traceId: '' }),
  dependsOn: (spec) => ({ variables: 'service' in spec ? parseVariables(spec.service) : [] }),
  getTraceData: async (spec, context): Promise<TraceData> => {
    const client = await context.datasourceStore.getDatasourceClient<JaegerClient>({
      kind: 'JaegerDatasource',
    });
    if ('traceId' in spec) return { trace: await client.trace(spec.traceId) };

    const { absoluteTimeRange } = context;
    if (!absoluteTimeRange || waitsForVariables(spec.service, context.variableState)) {
      return { searchResult: [] };
    }
    const services = await servicesOf(spec.service, context, client);
    const found = await Promise.all(
      services.flatMap((service) =>
        spec.searches.map((attributes) =>
          client.search({ service, attributes, limit: spec.limit, ...absoluteTimeRange }),
        ),
      ),
    );
    return {
      searchResult: [...new Map(found.flat().map((trace) => [trace.traceId, trace])).values()],
    };
  },
};
