import { describe, expect, it } from 'vitest';
import { keepingChosen } from './keep-chosen.js';

const HERE = {
  duration: '30m' as const,
  refreshInterval: '10s' as const,
  variables: ['service', 'agent', 'text'].map((name) => ({
    kind: 'TextVariable' as const,
    spec: { name, value: '' },
  })),
};

const kept = (link: string, search: string, withVariables = false): string => {
  const { pathname, search: query } = keepingChosen(
    new URL(link, 'http://console'),
    search,
    HERE,
    withVariables,
  );
  return pathname + query;
};

describe('a link to another dashboard', () => {
  it.each([
    ['a relative time', '?start=6h&refresh=10s', '/dashboards/apis?start=6h'],
    ['the refresh', '?start=30m&refresh=1m', '/dashboards/apis?refresh=1m'],
    ['an absolute time', '?start=1000&end=2000', '/dashboards/apis?start=1000&end=2000'],
    ['no time that nobody has chosen', '?start=30m', '/dashboards/apis'],
  ])('keeps %s', (_what, search, address) => {
    expect(kept('/dashboards/apis', search)).toBe(address);
  });

  it('has its own time where it names one', () => {
    expect(kept('/dashboards/apis?start=1&end=2', '?start=6h')).toBe(
      '/dashboards/apis?start=1&end=2',
    );
  });

  it('from the bar keeps what is chosen of the variables here', () => {
    expect(
      kept('/dashboards/logs', '?var-service=$__all&var-agent=a,b&var-text=&var-other=x', true),
    ).toBe('/dashboards/logs?var-agent=a%2Cb');
  });

  it('from a panel keeps what it says itself', () => {
    expect(kept('/dashboards/logs?var-agent=c', '?var-agent=a&var-service=b')).toBe(
      '/dashboards/logs?var-agent=c',
    );
  });
});

it('leaves links to other pages alone', () => {
  expect(kept('/runbooks/HostCpuHigh', '?start=6h&var-agent=a', true)).toBe(
    '/runbooks/HostCpuHigh',
  );
});
