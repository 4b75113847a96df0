import { describe, expect, it } from 'vitest';
import { dashboardPath, isHealthPath, itemPath, parseAddress } from './address.js';

const endpoint = {
  component: 'apis',
  item: 'POST /v1/deliveries',
  service: 'demo-api',
  environment: '',
};

describe('the address of an item', () => {
  it('is read as it was written, whatever the name holds', () => {
    for (const item of [
      'POST /v1/deliveries',
      'a b?c#d',
      '100 %',
      'größe',
      '127.0.0.1:5433/demo',
    ]) {
      const subject = { component: 'apis', item, service: 'a/b', environment: 'x&y' };
      const url = new URL(itemPath(subject), 'http://console');
      expect(parseAddress(url)).toEqual({ page: 'item', ...subject });
      expect(isHealthPath(url.pathname)).toBe(true);
    }
  });

  it('says nothing of a service that there is none of', () => {
    expect(itemPath({ ...endpoint, service: '' })).toBe('/health/apis/POST%20%2Fv1%2Fdeliveries');
    expect(itemPath(endpoint)).toBe('/health/apis/POST%20%2Fv1%2Fdeliveries?service=demo-api');
  });

  it('leads to its indicators on a dashboard', () => {
    expect(dashboardPath(endpoint)).toBe(
      '/dashboards/system-health?var-component=apis&var-item=POST+%2Fv1%2Fdeliveries',
    );
  });
});

describe('parseAddress', () => {
  it.each([
    ['/', { page: 'whole' }],
    ['/health/agents', { page: 'component', component: 'agents' }],
    ['/health/agents/a/b', { page: 'whole' }],
  ])('reads %s', (path, address) => {
    expect(parseAddress(new URL(path, 'http://console'))).toEqual(address);
  });

  it('leaves the other pages of the console to a new load', () => {
    expect(isHealthPath('/dashboards/system-overview')).toBe(false);
    expect(isHealthPath('/runbooks/AgentErrorRatioHigh')).toBe(false);
  });
});
