import { expect, it } from 'vitest';
import { keptQuery } from './bar-links.js';

const spec = { duration: '30m', refreshInterval: '10s', layouts: [], panels: {} } as never;

it('keeps the time range and the variables for the next dashboard', () => {
  expect(keptQuery('?start=6h&refresh=30s&var-agent=a,b&panel=x', spec)).toBe(
    '?start=6h&refresh=30s&var-agent=a%2Cb',
  );
  expect(keptQuery('?start=1764137000000&end=1764137600000', spec)).toBe(
    '?start=1764137000000&end=1764137600000',
  );
});

it("leaves the next dashboard what nobody has chosen: Perses writes a dashboard's own time range into the address", () => {
  expect(keptQuery('?start=30m&refresh=10s&var-service=$__all', spec)).toBe('');
});
