import {
  ATTR,
  ERROR_CATEGORIES,
  EVENT,
  METRIC,
  POSTGRESQL_ATTR,
  POSTGRESQL_METRIC,
  prometheusName,
} from '@agent-vitals/instrumentation/semconv';
import { SPANS } from './spans.js';

/** Namespaces in which a name that is not in the contract is an error. */
const NAMESPACES = ['gen_ai.', 'agent_vitals.', 'mcp.'];

/** The contract for programs of any language: what each metric, span and attribute is called. */
export function renderDocument(): string {
  const document = {
    description:
      'The telemetry of @agent-vitals/instrumentation. Generated from src/semconv.ts by npm run generate.',
    namespaces: NAMESPACES,
    attributes: Object.values({ ...ATTR, ...POSTGRESQL_ATTR }).toSorted(),
    errorTypes: ERROR_CATEGORIES,
    events: Object.values(EVENT).toSorted(),
    spans: SPANS,
    metrics: [...Object.values(METRIC), ...Object.values(POSTGRESQL_METRIC)].map((metric) => ({
      ...metric,
      prometheus: prometheusName(metric),
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
