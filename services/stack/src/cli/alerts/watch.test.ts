import { stripVTControlCharacters } from 'node:util';
import type { AlertAnswer } from '@agent-vitals/alert-history/answers';
import { expect, test } from 'vitest';
import { duration } from '../print.js';
import { renderAlerts } from './render.js';
import { createAlertWatch } from './watch.js';

const NOW = Date.parse('2026-11-24T09:05:00Z');
const alert = (fields: Partial<AlertAnswer>): AlertAnswer =>
  ({
    id: 1,
    name: 'AgentErrorRatioHigh',
    severity: 'critical',
    service: 'shop',
    item: 'reviewer',
    state: 'firing',
    summary: '40 % of the calls fail.',
    startedAt: '2026-11-24T09:03:55.000Z',
    acknowledgedBy: null,
    receivers: ['email'],
    ...fields,
  }) as AlertAnswer;

/** Without colours, which tests may or may not have. */
const plain = (text: string): string => stripVTControlCharacters(text);
const escaped = (text: string): string => text.replaceAll(/[()]/g, String.raw`\$&`);

test('shows what is worst and waiting first, with who knows of it', () => {
  const lines = renderAlerts(
    [
      alert({ id: 9, severity: 'warning', name: 'ModelSlow', summary: '', receivers: [] }),
      alert({ id: 10, state: 'acknowledged', acknowledgedBy: 'ann' }),
      alert({ id: 11 }),
    ],
    NOW,
  );
  expect(lines.map(plain)).toEqual([
    '● 11 critical AgentErrorRatioHigh reviewer (shop)  for 1 min 05 s  told: email',
    '     40 % of the calls fail.',
    '●  9 warning  ModelSlow reviewer (shop)  for 1 min 05 s  nobody told yet',
    '● 10 critical AgentErrorRatioHigh reviewer (shop)  for 1 min 05 s  acknowledged by ann',
    '     40 % of the calls fail.',
    '',
    '3 open, 2 waiting for someone: npm run vitals -- ack ID',
  ]);
});

test('says so when nothing is open', () => {
  expect(renderAlerts([], NOW).map(plain)).toEqual(['✓ No alert is open.']);
});

test('obeys nothing that a name says to the terminal', () => {
  const item = 'a\u001B[2Jb\u0007\nc';
  expect(
    renderAlerts([alert({ item, summary: item })], NOW)
      .map(plain)
      .slice(0, 2),
  ).toEqual([
    '● 1 critical AgentErrorRatioHigh ab c (shop)  for 1 min 05 s  told: email',
    '    ab c',
  ]);
});

/** A watch on a terminal of 40 rows, and what its screen shows without colours. */
const onTerminal = (rows = 40) => {
  const watch = createAlertWatch({ rows: () => rows });
  return (look: readonly AlertAnswer[] | string): { lines: string[]; rings: boolean } => {
    const written = watch(look, NOW);
    return {
      lines: stripVTControlCharacters(written).replaceAll('\u0007', '').trimEnd().split('\n'),
      rings: written.includes('\u0007'),
    };
  };
};

test('rings once for a critical alert that begins to wait for someone, and for nothing else', () => {
  const look = onTerminal();
  const critical = alert({ id: 2 });
  const other = alert({ id: 3, state: 'acknowledged', acknowledgedBy: 'ann' });
  expect(look([critical]).rings, 'it was there before').toBe(false);
  expect(look([critical, alert({ id: 1, severity: 'warning' })]).rings).toBe(false);
  expect(look([critical, alert({ id: 4 })]).rings).toBe(true);
  expect(look([critical, alert({ id: 4 })]).rings).toBe(false);
  expect(look([critical, other]).rings).toBe(false);
  expect(look([critical, { ...other, state: 'firing' }]).rings, 'given back').toBe(true);
});

test('keeps the last changes on the screen, below what is open', () => {
  const look = onTerminal();
  expect(look([alert({})]).lines).not.toContain('Latest');
  look([alert({ state: 'acknowledged', acknowledgedBy: 'ann' })]);
  const { lines } = look([]);
  const of = '1 critical AgentErrorRatioHigh reviewer (shop)';
  expect(lines.slice(2)).toEqual([
    '✓ No alert is open.',
    '',
    'Latest',
    expect.stringMatching(new RegExp(`^\\d\\d:\\d\\d:00  ${escaped(of)} is acknowledged by ann$`)),
    expect.stringMatching(new RegExp(`^\\d\\d:\\d\\d:00  ${escaped(of)} is resolved$`)),
  ]);
});

test('keeps what it knew while the history is away, and says since when, and that it is back', () => {
  const look = onTerminal();
  look([alert({})]);
  const away = look('The alert history does not answer.').lines;
  expect(away[0]).toBe('The alert history does not answer. Trying again; Ctrl-C ends.');
  expect(away[2]).toMatch(/^As of \d\d:\d\d:00:$/);
  expect(away[3]).toContain('AgentErrorRatioHigh reviewer (shop)');
  const back = look([alert({})]);
  expect(back.lines[0]).toMatch(/^Open alerts at /);
  expect(back.lines.at(-1)).toMatch(/The alert history answers again\.$/);
  expect(back.rings, 'it was known before').toBe(false);
});

test('says so when the history has not answered yet', () => {
  expect(onTerminal()('The alert history does not answer.').lines[0]).toBe(
    'The alert history does not answer. Trying again; Ctrl-C ends.',
  );
});

test('fits a small terminal, and says how much does not', () => {
  const look = onTerminal(6);
  const { lines } = look(Array.from({ length: 9 }, (_, id) => alert({ id })));
  expect(lines).toHaveLength(5);
  expect(lines.at(-1)).toBe('… and 18 more lines');
});

test('tells only what changes where there is no terminal, with the day and without a bell', () => {
  const watch = createAlertWatch({ rows: () => undefined });
  const look = (alerts: readonly AlertAnswer[] | string): string => plain(watch(alerts, NOW));
  const of = '2026-11-24T09:05:00.000Z  1 critical AgentErrorRatioHigh reviewer (shop)';
  expect(look([alert({})])).toBe(`${of} fires: 40 % of the calls fail.\n`);
  expect(look([alert({})])).toBe('');
  expect(look([alert({ state: 'acknowledged', acknowledgedBy: 'ann' })])).toBe(
    `${of} is acknowledged by ann\n`,
  );
  expect(look([alert({})])).toBe(`${of} waits for someone again\n`);
  const away = 'The alert history does not answer.';
  expect(look(away)).toBe(`2026-11-24T09:05:00.000Z  ${away}\n`);
  expect(look(away)).toBe('');
  expect(look([])).toBe(
    `2026-11-24T09:05:00.000Z  The alert history answers again.\n${of} is resolved\n`,
  );
});

test.each([
  [65, '1 min 05 s'],
  [3 * 3600 + 5 * 60, '3 h 05 min'],
  [50 * 3600, '2 d 02 h'],
])('tells %i seconds as %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});
