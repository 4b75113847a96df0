import { expect, it } from 'vitest';
import { withoutAllChosen } from './all-chosen.js';

const variable = (name: string, customAllValue: string) => ({
  kind: 'ListVariable' as const,
  spec: {
    name,
    customAllValue,
    allowAllValue: true,
    allowMultiple: true,
    plugin: { kind: 'PrometheusLabelValuesVariable', spec: {} },
  },
});

const variables = [variable('service', '.+'), variable('agent', '.*')];

it('leaves out what stands for all, and keeps what is chosen and the time', () => {
  expect(withoutAllChosen('?var-service=.%2B&var-agent=a%2Cb&start=1h', variables)).toBe(
    'var-agent=a%2Cb&start=1h',
  );
});

it('changes nothing where something is chosen of each', () => {
  expect(withoutAllChosen('?var-service=demo-api&var-agent=a', variables)).toBe(
    'var-service=demo-api&var-agent=a',
  );
});

it('leaves out what another dashboard chose, and this one has not', () => {
  expect(withoutAllChosen('?var-service=demo-api&var-prompt=review', variables)).toBe(
    'var-service=demo-api',
  );
});
