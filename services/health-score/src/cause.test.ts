import { COMPONENTS, type Component } from '@agent-vitals/config';
import { expect, test } from 'vitest';
import { findCauses, type Dependencies } from './cause.js';

const dependencies = (given: Partial<Record<Component, Component[]>>): Dependencies =>
  Object.fromEntries(
    COMPONENTS.map((component) => [component, { dependsOn: given[component] ?? [] }]),
  ) as unknown as Dependencies;

const CHAIN = dependencies({
  workflows: ['agents', 'apis'],
  agents: ['models', 'database'],
  apis: ['agents', 'database'],
});

/** Causes, where each component has one score with and one without what follows. */
function causes(
  given: Dependencies,
  scores: Partial<Record<Component, [observed: number | null, without: number | null]>>,
): Partial<Record<Component, Component>> {
  const found = findCauses(given, 80, (component, without) => {
    const [observed, own] = scores[component] ?? [100, 100];
    return without ? own : observed;
  });
  return Object.fromEntries(
    [...found].flatMap(([component, { cause }]) => (cause ? [[component, cause]] : [])),
  );
}

test('nothing is laid to anything while all is well', () => {
  expect(causes(CHAIN, {})).toEqual({});
});

test('what follows is laid to the root, through components that are well by themselves', () => {
  const scores = {
    models: [20, 20],
    agents: [30, 100],
    apis: [40, 100],
    workflows: [30, 100],
  } as const;
  expect(causes(CHAIN, structuredClone(scores) as never)).toEqual({
    agents: 'models',
    apis: 'models',
    workflows: 'models',
  });
});

test('of several causes the worst one is named', () => {
  expect(causes(CHAIN, { models: [60, 60], database: [30, 30] })).toEqual({
    agents: 'database',
    apis: 'database',
    workflows: 'database',
  });
});

test('a component that is unwell by itself is a cause, one whose own score is unknown is none', () => {
  expect(causes(CHAIN, { agents: [40, 40] })).toEqual({ apis: 'agents', workflows: 'agents' });
  expect(causes(CHAIN, { models: [10, 10], agents: [10, null] })).toEqual({
    agents: 'models',
    apis: 'models',
    workflows: 'models',
  });
});

test('a circle ends, and every component is looked at once', () => {
  const circle = dependencies({ agents: ['workflows'], workflows: ['models', 'agents'] });
  const seen: Component[] = [];
  const found = findCauses(circle, 80, (component) => {
    seen.push(component);
    return component === 'models' ? 10 : 90;
  });
  expect(seen.toSorted()).toEqual(COMPONENTS.toSorted());
  expect(found.get('agents')!.cause).toBe('models');
  expect(found.get('workflows')!.cause).toBe('models');
});
