import type { TraceData } from '@perses-dev/core';
import {
  parseVariables,
  type TraceQueryContext,
  type TraceQueryPlugin,
} from '@perses-dev/plugin-system';
import type { JaegerClient } from './jaeger-datasource.js';
import { conditionsOf, textsOf, type TraceSearchSpec } from './trace-search.js';
import { isWaiting } from './variables.js';

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

const variablesOf = (spec: TraceSearchSpec): string[] => parseVariables(textsOf(spec).join(' '));

/** Traces from Jaeger, for the trace table. */
export const JaegerTraceQuery: TraceQueryPlugin<TraceSearchSpec> = {
  createInitialOptions: () => ({ service: '', searches: [{}], limit: 20 }),
  dependsOn: (spec) => ({ variables: variablesOf(spec) }),
  getTraceData: async (spec, context): Promise<TraceData> => {
    const { absoluteTimeRange, variableState } = context;
    if (!absoluteTimeRange || isWaiting(variablesOf(spec), variableState)) {
      return { searchResult: [] };
    }
    const client = await context.datasourceStore.getDatasourceClient<JaegerClient>({
      kind: 'JaegerDatasource',
    });
    const all = conditionsOf(spec, variableState);
    const services = await servicesOf(spec.service, context, client);
    const found = await Promise.all(
      services.flatMap((service) =>
        all.map((conditions) =>
          client.search({ service, ...conditions, limit: spec.limit, ...absoluteTimeRange }),
        ),
      ),
    );
    return {
      searchResult: [...new Map(found.flat().map((trace) => [trace.traceId, trace])).values()],
    };
  },
};
