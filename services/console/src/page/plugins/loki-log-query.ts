import { LokiLogQuery as persesLokiLogQuery } from '@perses-dev/loki-plugin';
import { waitsForVariables } from './variables.js';

/**
 * Perses' Loki query, with what it lacks: it waits for the variables (it would send them
 * unresolved), and the lines of all streams come in one order of time, as `direction` says.
 */
export const LokiLogQuery: typeof persesLokiLogQuery = {
  ...persesLokiLogQuery,
  getLogData: async (spec, context) => {
    if (waitsForVariables(spec.query, context.variableState)) {
      return { logs: { entries: [], totalCount: 0 }, timeRange: context.timeRange };
    }
    const result = await persesLokiLogQuery.getLogData(spec, context);
    const sign = spec.direction === 'forward' ? 1 : -1;
    const entries = result.logs.entries.toSorted((a, b) => sign * (a.timestamp - b.timestamp));
    return { ...result, logs: { ...result.logs, entries } };
  },
};
