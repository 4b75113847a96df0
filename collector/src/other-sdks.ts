import { METRIC } from '@agent-vitals/instrumentation/semconv';
import type { VitalsConfig } from '@agent-vitals/config';
import { CONTENT_ATTRIBUTES, CONTENT_EVENTS } from './content.js';
import { DERIVED } from './derived.js';
import { FOREIGN, PASSING } from './foreign.js';
import { describeFailures, tellFailures } from './failure-statements.js';
import { nameSpans } from './name-statements.js';
import { normalise, recognise } from './normalise-statements.js';
import { anyOf, matches, text, type StatementGroup } from './ottl.js';

const TIDY: StatementGroup = {
  conditions: [FOREIGN],
  statements: [
    `delete_matching_keys(span.attributes, ${text(`^${PASSING.replaceAll('.', '\\.')}`)})`,
  ],
};

const inEvents: StatementGroup = {
  conditions: [`${FOREIGN} and ${matches('spanevent.name', '^gen_ai\\.|^ai\\.')}`],
  statements: [
    `delete_matching_keys(spanevent.attributes, ${text(`${CONTENT_ATTRIBUTES}|^content$`)})`,
  ],
};
const inSpans: StatementGroup = {
  conditions: [FOREIGN],
  statements: [`delete_matching_keys(span.attributes, ${text(CONTENT_ATTRIBUTES)})`],
};
const inLogs: StatementGroup = {
  conditions: [
    `${FOREIGN} and (${matches('log.event_name', CONTENT_EVENTS)} or ${matches('log.attributes["event.name"]', CONTENT_EVENTS)})`,
  ],
  statements: [
    `delete_matching_keys(log.attributes, ${text(CONTENT_ATTRIBUTES)})`,
    'set(log.body, "")',
  ],
};

/** Names that SDKs give to the same as the spans, which are counted. */
const derivedNames = DERIVED.flatMap(({ metric, counter }) =>
  [metric, ...(counter === undefined ? [] : [counter])].map((key) =>
    METRIC[key].name.replaceAll('.', '\\.'),
  ),
);

/** The processors that make spans, logs and metrics of other SDKs those of the contract. */
export function createOtherSdks({ keepContent }: VitalsConfig['otherSdks']): object {
  return {
    processors: {
      'transform/other_sdks': {
        error_mode: 'ignore',
        trace_statements: [
          ...describeFailures,
          ...recognise,
          ...normalise,
          ...tellFailures,
          nameSpans,
          TIDY,
          ...(keepContent ? [] : [inEvents, inSpans]),
        ],
        log_statements: keepContent ? [] : [inLogs],
      },
      'filter/own': { error_mode: 'ignore', trace_conditions: [`not (${FOREIGN})`] },
      'filter/counted_by_spans': {
        error_mode: 'ignore',
        metric_conditions: [`${FOREIGN} and ${matches('metric.name', anyOf(derivedNames))}`],
      },
    },
  };
}
