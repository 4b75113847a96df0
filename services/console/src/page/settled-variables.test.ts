import type { VariableDefinition } from '@perses-dev/core';
import type { VariableOption, VariableState } from '@perses-dev/plugin-system';
import { expect, it } from 'vitest';
import { settleVariables, type Variables } from './settled-variables.js';

const asksFor = (name: string, query: string): VariableDefinition =>
  ({ kind: 'ListVariable', spec: { name, plugin: { spec: { query } } } }) as never;

/** What Perses keeps of a service, and of an agent whose choices follow from it, and what it notes. */
function setUp() {
  const service: VariableState = { value: 'shop', loading: false };
  const agent: VariableState = { value: 'reviewer', loading: false };
  const of: Readonly<Record<string, VariableState>> = { service, agent };
  const notes: string[] = [];
  let state = {
    variableDefinitions: [asksFor('service', 'up'), asksFor('agent', 'up{service="$service"}')],
    variableState: { get: ({ name }: { name: string }) => of[name] },
    setVariableLoading(name: string, loading: boolean) {
      if (of[name]!.loading !== loading) notes.push(`${name} ${loading ? 'asks' : 'is answered'}`);
      of[name]!.loading = loading;
    },
    setVariableOptions(name: string, options: VariableOption[]) {
      notes.push(`${name}: ${options.map(({ value }) => value).join(', ')}`);
      of[name]!.options = options;
    },
    setVariableValue(name: string, value: string) {
      notes.push(`${name} is ${value}`);
      of[name]!.value = value;
    },
  };
  settleVariables({
    getState: () => state,
    setState(some: object) {
      state = { ...state, ...some };
    },
  } as unknown as Variables);

  /** What Perses does when it asks for the choices of a variable; answers with what was noted. */
  const ask = (name: string, ...answer: readonly string[]): readonly string[] => {
    notes.length = 0;
    state.setVariableLoading(name, true);
    state.setVariableLoading(name, false);
    state.setVariableOptions(
      name,
      answer.map((value) => ({ label: value, value })),
    );
    return [...notes];
  };
  const choose = (name: string, value: string): readonly string[] => {
    notes.length = 0;
    state.setVariableValue(name, value);
    return [...notes];
  };
  return { service, agent, ask, choose };
}

it('notes what is asked for the first time, not that the same is asked for again', () => {
  const { ask } = setUp();
  const [services, agents] = [
    ['shop', 'mail'],
    ['reviewer', 'writer'],
  ];
  expect(ask('service', ...services)).toEqual([
    'service asks',
    'service is answered',
    'service: shop, mail',
  ]);
  expect(ask('agent', ...agents)).toEqual([
    'agent asks',
    'agent is answered',
    'agent: reviewer, writer',
  ]);
  expect(ask('service', ...services)).toEqual([]);
  expect(ask('agent', ...agents)).toEqual([]);
});

it('notes a choice that is new', () => {
  const { ask } = setUp();
  ask('service', 'shop');
  expect(ask('service', 'shop', 'mail')).toEqual(['service: shop, mail']);
});

it('notes that choices are asked for that follow from another one', () => {
  const { service, agent, ask } = setUp();
  ask('service', 'shop', 'mail');
  ask('agent', 'reviewer', 'writer');
  service.value = 'mail';
  expect(ask('agent', 'writer')).toEqual(['agent asks', 'agent is answered', 'agent: writer']);
  agent.value = 'writer';
  expect(ask('service', 'shop', 'mail')).toEqual([]);
  expect(ask('agent', 'writer')).toEqual([]);
});

it('notes what is chosen once, and again when it became something else', () => {
  const { agent, choose } = setUp();
  expect(choose('agent', 'reviewer')).toEqual(['agent is reviewer']);
  expect(choose('agent', 'reviewer')).toEqual([]);
  agent.value = 'writer';
  expect(choose('agent', 'reviewer')).toEqual(['agent is reviewer']);
});
