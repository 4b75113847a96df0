import { describe, expect, it } from 'vitest';
import { barsOf, describeBars } from './day-bars.js';
import { FIGURES, type AlertFigures } from './figures.js';

const days = [
  { date: '2026-11-23', count: 4, bySeverity: { warning: 3, critical: 1 } },
  { date: '2026-11-24', count: 0, bySeverity: {} },
  { date: '2026-11-25', count: 1, bySeverity: { warning: 1 } },
];

const textsOf = (figures: AlertFigures): string[] => FIGURES.map(({ text }) => text(figures));

describe('the bars', () => {
  it('stand on the ground, the worst at the bottom, the highest as high as the box', () => {
    expect(barsOf(days)).toEqual([
      { day: 0, severity: 'critical', count: 1, y: 0.75, height: 0.25 },
      { day: 0, severity: 'warning', count: 3, y: 0, height: 0.75 },
      { day: 2, severity: 'warning', count: 1, y: 0.75, height: 0.25 },
    ]);
  });

  it('are told to those who do not see them', () => {
    expect(describeBars(days)).toBe(
      'Alerts a day from 2026-11-23 to 2026-11-25: 5 in all, most on 2026-11-23: 4.',
    );
    expect(describeBars(days.slice(1, 2))).toBe(
      'Alerts a day from 2026-11-24 to 2026-11-24: 0 in all.',
    );
  });
});

describe('the figures', () => {
  const known: AlertFigures = {
    count: 1234,
    perDay: 41.1,
    notifications: 3000,
    notificationsPerAlert: 2.431,
    timeToNotify: { median: 5.2148, p95: 9 },
    timeToAcknowledge: { median: 184, p95: 900 },
    timeToResolve: { median: 5400, p95: 9000 },
    noiseShare: 0.0125,
    judged: 8,
    falseAlarmShare: 0.25,
  };

  it('have their units', () => {
    expect(textsOf(known)).toEqual([
      '1,230',
      '1.25 %',
      '25 % of 8',
      '5.21 s',
      '3.1 min',
      '90 min',
      '2.43',
    ]);
  });

  it('that are not known are dashes, not zeros', () => {
    const none = {
      ...known,
      count: 0,
      judged: 0,
      noiseShare: null,
      falseAlarmShare: null,
      timeToNotify: null,
      timeToAcknowledge: null,
      timeToResolve: null,
    };
    expect(textsOf(none)).toEqual(['0', '–', '–', '–', '–', '–', '–']);
  });
});
