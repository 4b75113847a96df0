import { ATTR, OPERATION } from '@agent-vitals/instrumentation/semconv';
import { anyOf, attribute, has, matches } from './ottl.js';

const OWN = '@agent-vitals/instrumentation';

/**
 * What is not sent by the project's own instrumentation, nor from a process that it watches: that
 * one records its metrics by itself, and a second SDK beside it tells of the same calls.
 */
export const FOREIGN = `scope.name != "${OWN}" and resource.attributes["telemetry.distro.name"] != "agent-vitals"`;

/** Names of this begin attributes that only live while a span is worked on. */
export const PASSING = 'agent_vitals.passing.';

/** Spans that are, by now, operations of the GenAI conventions. */
export const FOREIGN_GEN_AI = `${FOREIGN} and ${has(ATTR.operationName)}`;

/** Calls to models. */
export const INFERENCE: string = matches(
  attribute(ATTR.operationName),
  anyOf([
    OPERATION.chat,
    OPERATION.generateContent,
    OPERATION.textCompletion,
    OPERATION.embeddings,
  ]),
);

/** Spans of one operation. */
export const isOperation = (name: string): string =>
  `${attribute(ATTR.operationName)} == "${name}"`;
