import { ATTR, REPORT_ATTR } from '@agent-vitals/instrumentation/semconv';
import type { Attributes } from '@opentelemetry/api';
import type { NamedFact } from '../fact.js';

/** Which version of which prompt a fact is about, and who says so. */
export const attributesOf = (fact: NamedFact): Attributes => ({
  [ATTR.promptName]: fact.promptName,
  ...(fact.promptVersion !== undefined && { [ATTR.promptVersion]: fact.promptVersion }),
  [REPORT_ATTR.source]: fact.source,
});
