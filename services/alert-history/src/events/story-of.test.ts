import { expect, test } from 'vitest';
import { parseLine } from './parse-line.js';
import { storyOf } from './story-of.js';

const created = (severity: string): string =>
  JSON.stringify({
    '@timestamp': '2026-11-24T09:00:01Z',
    data: {
      alertCreated: {
        alert: {
          fingerprint: '7',
          labels: { labels: [{ key: 'severity', value: severity }] },
          startsAt: '2026-11-24T09:00:00Z',
        },
      },
    },
  });

test('a heartbeat is no alert', () => {
  expect(storyOf(parseLine(created('critical')))).toMatchObject([{ kind: 'fired' }]);
  expect(storyOf(parseLine(created('none')))).toEqual([]);
});
