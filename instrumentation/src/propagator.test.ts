import {
  defaultTextMapGetter,
  defaultTextMapSetter,
  ROOT_CONTEXT,
  type Context,
} from '@opentelemetry/api';
import { expect, test } from 'vitest';
import { withCallerFromBaggage, withCallerInBaggage } from './caller-baggage.js';
import { callerOf, withCaller } from './caller-context.js';
import { createPropagator } from './propagator.js';

const caller = {
  workflowName: 'publishing, daily',
  agentName: 'Übersetzer',
  agentVersion: '3',
  conversationId: 'conversation=7',
};
const inside = withCaller(ROOT_CONTEXT, {
  ...caller,
  invocation: { inferenceCalls: 1, toolCalls: 0 },
});

const propagator = createPropagator({});
const sent = (context = inside): Record<string, string> => {
  const carrier: Record<string, string> = {};
  propagator.inject(context, carrier, defaultTextMapSetter);
  return carrier;
};
const received = (carrier: object, getter = defaultTextMapGetter): Context =>
  propagator.extract(ROOT_CONTEXT, carrier, getter);

/** As KafkaJS's instrumentation reads the headers of a message, whose values are bytes. */
const receivedByKafka = (baggage: string): Context =>
  received(
    { baggage: Buffer.from(baggage) },
    {
      get: (carrier: Readonly<Record<string, unknown>>, name) => carrier[name]?.toString(),
      keys: Object.keys,
    },
  );

test('a message carries its caller, and whoever gets it sends it no further', () => {
  const headers = sent(withCallerInBaggage(inside));
  const context = receivedByKafka(headers['baggage'] ?? '');
  expect(callerOf(withCallerFromBaggage(received(headers)))).toEqual(caller);
  expect(callerOf(context)).toEqual(caller);
  expect(sent(context)).toEqual({});
});

test('a request over HTTP neither tells a caller nor is believed one', () => {
  expect(sent()).toEqual({});
  expect(callerOf(received(sent(withCallerInBaggage(inside))))).toEqual({});
});

test('other baggage goes along', () => {
  const context = receivedByKafka('tenant=blue,gen_ai.agent.name=writer');
  expect(callerOf(context)).toEqual({ agentName: 'writer' });
  expect(sent(context)).toEqual({ baggage: 'tenant=blue' });
});
