import { context, trace, type Attributes, type Context } from '@opentelemetry/api';
import { callerAttributes, callerOf } from '../../caller-context.js';
import { beginOperation, type Operation } from '../../operation.js';
import { fieldsOf, text, type Fields } from '../../providers/fields.js';
import { SCOPE_NAME, SCOPE_VERSION } from '../../scope.js';
import { ATTR, OPERATION, spanName } from '../../semconv.js';
import { frameworkToolOperation } from '../../tool.js';
import { nestedAgent } from '../nesting.js';
import { openModelCall } from './model-call.js';
import type { Failure, OpenSpan } from './open-span.js';

const operate = (operation: Operation | undefined, around: Context): OpenSpan | undefined => {
  if (operation === undefined) return undefined;
  const begun = beginOperation(operation, around);
  const { invocation } = callerOf(begun.context);
  return {
    context: begun.context,
    end(told) {
      // The SDK tells a text only; the model's own error knows its kind.
      const failure = told && { error: invocation?.lastFailure ?? told.error };
      begun.settle(failure);
      return failure;
    },
  };
};

/** A step of the SDK that is no operation of the conventions: a span without metrics. */
const observe = (
  operation: string,
  name: string,
  around: Context,
  atEnd: () => { readonly name: string; readonly attributes: Attributes },
): OpenSpan => {
  const attributes = { ...callerAttributes(callerOf(around)), [ATTR.operationName]: operation };
  const span = trace.getTracer(SCOPE_NAME, SCOPE_VERSION).startSpan(name, { attributes }, around);
  return {
    context: trace.setSpan(around, span),
    end(failure) {
      const told = atEnd();
      span.updateName(told.name).setAttributes(told.attributes).end();
      return failure;
    },
  };
};

/**
 * What the SDK's spans are here, by their type; others are part of what is around them. Their data
 * is filled as they go on.
 */
const KINDS: Readonly<Record<string, (data: Fields, around: Context) => OpenSpan | undefined>> = {
  agent: (data, around) => operate(nestedAgent(text(data['name']), around), around),
  function: (data, around) =>
    operate(frameworkToolOperation({ name: text(data['name']) ?? 'unknown' }, around), around),
  generation: openModelCall,
  guardrail: (data, around) => {
    const guardrail = text(data['name']) ?? 'unknown';
    const name = spanName.guardrail(guardrail);
    return observe(OPERATION.guardrail, name, around, () => ({
      name,
      attributes: {
        [ATTR.guardrailName]: guardrail,
        [ATTR.guardrailTriggered]: data['triggered'] === true,
      },
    }));
  },
  // Whom it goes to is known at its end.
  handoff: (data, around) =>
    observe(OPERATION.handoff, spanName.handoff(undefined), around, () => {
      const target = text(data['to_agent']);
      return {
        name: spanName.handoff(target),
        attributes: target === undefined ? {} : { [ATTR.handoffTarget]: target },
      };
    }),
};

/** Opens what a span of the SDK is here; undefined where it is nothing of its own. */
export function openSpan(data: Fields): OpenSpan | undefined {
  const kind = KINDS[text(data['type']) ?? ''];
  return kind?.(data, context.active());
}

/** What the SDK tells of a span's failure. */
export function failureOf(told: unknown): Failure | undefined {
  if (told === null || told === undefined) return undefined;
  const { message, data } = fieldsOf(told);
  const detail = text(fieldsOf(data)['error']) ?? text(message) ?? 'failed';
  // An error as text begins with its name.
  const name = /^\w+(?=: )/.exec(detail)?.[0] ?? 'Error';
  return { error: Object.assign(new Error(detail), { name }) };
}
