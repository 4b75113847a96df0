import { describe, expect, it } from 'vitest';
import { isAlertsPath, parseAddress } from './address.js';
import { filterPath, filterQuery, readFilter } from './filter.js';
import { boundsOf, readRange, toField } from './range.js';

const NOW = Date.parse('2026-11-24T09:00:30Z');
const at = (path: string): ReturnType<typeof parseAddress> =>
  parseAddress(new URL(path, 'http://console'));

describe('parseAddress', () => {
  it.each([
    ['/alerts', { page: 'open' }],
    [
      '/alerts?fingerprint=8e1b0e4c8d6f2a31',
      { page: 'fingerprint', fingerprint: '8e1b0e4c8d6f2a31' },
    ],
    ['/alerts/42', { page: 'story', id: 42 }],
    [
      '/alerts/history?state=resolved',
      { page: 'history', filter: { state: 'resolved', name: '' } },
    ],
    ['/alerts/statistics', { page: 'statistics', range: { last: '7d' } }],
    ['/alerts/statistics?last=30d', { page: 'statistics', range: { last: '30d' } }],
    ['/alerts/statistics?last=ever', { page: 'statistics', range: { last: '7d' } }],
  ])('reads %s', (path, address) => {
    expect(at(path)).toMatchObject(address);
  });

  it('leaves the other pages of the console to a new load', () => {
    expect(['/alerts', '/alerts/history', '/alerts/42'].every(isAlertsPath)).toBe(true);
    expect(['/', '/runbooks/DiskFull', '/alerts/42/notes'].some(isAlertsPath)).toBe(false);
  });
});

describe('the filter of the history', () => {
  const path =
    '/alerts/history?state=resolved&item=POST+%2Fv1%2Fdeliveries&cursor=70&from=2026-11-01T00%3A00%3A00.000Z';

  it('is in the address as it was read', () => {
    const address = at(path);
    expect(address.page === 'history' && filterPath(address.filter)).toBe(path);
    expect(filterPath(readFilter(new URLSearchParams()))).toBe('/alerts/history');
  });

  it('asks for what is said, and nothing else', () => {
    const filter = readFilter(new URLSearchParams('state=open&name=+DiskFull+&service=&last=1h'));
    expect(Object.fromEntries(filterQuery(filter, NOW))).toEqual({
      state: 'open',
      name: 'DiskFull',
      from: '2026-11-24T08:00:00.000Z',
      limit: '50',
    });
  });
});

describe('a range', () => {
  it('that is written by hand is used as far as it is one', () => {
    const range = readRange(new URLSearchParams('from=yesterday&to=2026-11-24'), '7d');
    expect(boundsOf(range, NOW)).toEqual({ to: '2026-11-24T00:00:00.000Z' });
    expect(readRange(new URLSearchParams('from=yesterday'), '7d').last).toBe('7d');
  });

  it('comes back from a form as it was shown there', () => {
    const moment = '2026-11-24T08:30:00.000Z';
    const form = new Map([['from', toField(moment)]]);
    expect(readRange(form, '').from).toBe(moment);
    expect(toField('')).toBe('');
  });
});
