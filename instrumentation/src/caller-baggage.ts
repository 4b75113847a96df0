import { propagation, type Context } from '@opentelemetry/api';
import { callerAttributes, callerOf, withCaller, type Caller } from './caller-context.js';
import { ATTR } from './semconv.js';

/** The names of a caller, and what they are called in baggage. */
const ENTRIES = {
  workflowName: ATTR.workflowName,
  agentName: ATTR.agentName,
  agentVersion: ATTR.agentVersion,
  promptName: ATTR.promptName,
  promptVersion: ATTR.promptVersion,
  conversationId: ATTR.conversationId,
} as const satisfies { readonly [name in keyof Caller]?: string };

/**
 * `context` with its caller in the baggage, to be sent along with a message. Not for requests over
 * HTTP: they go to others too, whom the names of a team's agents do not concern.
 */
export function withCallerInBaggage(context: Context): Context {
  let baggage = propagation.getBaggage(context) ?? propagation.createBaggage();
  for (const [name, value] of Object.entries(callerAttributes(callerOf(context)))) {
    baggage = baggage.setEntry(name, { value: String(value) });
  }
  return propagation.setBaggage(context, baggage);
}

/** `context` of a message that was received: its caller is no longer baggage, but the caller. */
export function withCallerFromBaggage(context: Context): Context {
  const baggage = propagation.getBaggage(context);
  if (baggage === undefined) return context;
  const caller: Record<string, string> = {};
  for (const [field, name] of Object.entries(ENTRIES)) {
    const value = baggage.getEntry(name)?.value;
    if (value) caller[field] = value;
  }
  const rest = baggage.removeEntries(...Object.values(ENTRIES));
  return withCaller(propagation.setBaggage(context, rest), caller);
}
