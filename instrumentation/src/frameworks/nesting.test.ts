import { context, ROOT_CONTEXT } from '@opentelemetry/api';
import { expect, test } from 'vitest';
import { withCaller, type Caller } from '../caller-context.js';
import { nestedAgent, nestedWorkflow } from './nesting.js';

const node = { name: 'drafting', agent: undefined, callsModel: () => {} };
const toolCall = { name: 'consult', byFramework: true };

test.each<[what: string, name: string | undefined, around: Caller, expected: string | undefined]>([
  ['at the top', 'writer', {}, 'writer'],
  ['in an agent of the same name', 'writer', { agentName: 'writer' }, undefined],
  ['in an agent of another name', 'writer', { agentName: 'editor' }, 'writer'],
  ['in a tool of an agent of the same name', 'writer', { agentName: 'writer', toolCall }, 'writer'],
  ['without a name at the top', undefined, {}, ''],
  ['without a name in an agent', undefined, { agentName: 'editor' }, undefined],
  ['without a name in a node', undefined, { agentName: 'editor', node }, 'drafting'],
  ['without a name in a tool', undefined, { agentName: 'editor', toolCall }, 'consult'],
])('an agent %s', (_, name, around, expected) => {
  const operation = nestedAgent(name, withCaller(ROOT_CONTEXT, around));
  expect(operation && (operation.caller.agentName ?? '')).toBe(expected);
});

test.each<[what: string, name: string | undefined, around: Caller, expected: string | undefined]>([
  ['at the top', 'article', {}, 'article'],
  ['in a workflow of the same name', 'article', { workflowName: 'article' }, undefined],
  ['in a workflow of another name', 'article', { workflowName: 'issue' }, 'article'],
  ['without a name at the top', undefined, {}, 'Graph'],
  ['without a name in a workflow', undefined, { workflowName: 'issue' }, undefined],
  ['without a name in an agent', undefined, { agentName: 'editor' }, undefined],
])('a workflow %s', (_, name, around, expected) => {
  const operation = nestedWorkflow(name, 'Graph', withCaller(context.active(), around));
  expect(operation?.caller.workflowName).toBe(expected);
});
