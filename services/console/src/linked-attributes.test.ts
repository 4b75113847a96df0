import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ATTR } from '@agent-vitals/instrumentation/semconv';
import { expect, it } from 'vitest';
import { LINKED_ATTRIBUTES } from './page/trace/linked-attributes.js';

it.each(LINKED_ATTRIBUTES.map((each) => [each.title, each] as const))(
  'leads from a span to its %s by an attribute of the contract and a variable of the dashboard',
  (_title, { attribute, dashboard, variable }) => {
    expect(Object.values<string>(ATTR)).toContain(attribute);
    const file = join(import.meta.dirname, `../dashboards/${dashboard}.json`);
    const { spec } = JSON.parse(readFileSync(file, 'utf8')) as {
      spec: { variables: { spec: { name: string } }[] };
    };
    expect(spec.variables.map(({ spec: { name } }) => name)).toContain(variable);
  },
);
