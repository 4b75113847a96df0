import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { accuracyOf, type Outcome } from './alerts/outcome.js';
import { buildReplay } from './alerts/replay.js';
import { renderReport } from './alerts/report.js';
import { runScenes } from './alerts/run-scenes.js';
import { faultScenes } from './alerts/scenes/fault-scenes.js';
import { ordinaryScene } from './alerts/scenes/ordinary-scene.js';
import { pipelineScene } from './alerts/scenes/pipeline-scene.js';
import type { Bench, Series } from './bench.js';

const REPORT = join('bench-results', 'alerts.md');

/** How right and how fast the alerts are, in simulated time through Prometheus's rules. */
export const alerts: Bench = {
  description:
    'how right and how fast the alerts are: [--seed 1] [--days 14] [--teams 1] [--only ordinary|faults|pipeline]',
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seed: { type: 'string', default: '1' },
        days: { type: 'string', default: '14' },
        teams: { type: 'string', default: '1' },
        only: { type: 'string', default: '' },
      },
    });
    const seed = Number(values.seed);
    await buildReplay();
    // The longest first, so that none is left alone at the end.
    const scenes = [
      ordinaryScene({ seed, days: Number(values.days), teams: Number(values.teams) }),
      pipelineScene(seed + 1),
      ...faultScenes(seed + 2),
    ].filter(({ name }) => kindOf(name).startsWith(values.only));
    const outcomes = await runScenes(scenes, seed);
    const report = renderReport(outcomes, seed);
    mkdirSync('bench-results', { recursive: true });
    writeFileSync(REPORT, report);
    console.log(report);
    return seriesOf(outcomes);
  },
};

const kindOf = (scene: string): string =>
  scene.startsWith('busy') || scene.startsWith('quiet') ? 'faults' : scene;

const single = (measure: string, unit: string, value: number): Series => ({
  measure,
  unit,
  values: [value],
});

function seriesOf(outcomes: readonly Outcome[]): readonly Series[] {
  const all = accuracyOf(outcomes);
  const times = (severity: string, from: 'begin' | 'evidence'): Series => ({
    measure: `time to the alert of a ${severity} fault from its ${from === 'begin' ? 'beginning' : 'evidence'}`,
    unit: 's',
    values: outcomes
      .flatMap(({ detections }) => detections)
      .filter(({ fault }) => fault.severity === severity)
      .flatMap(({ seconds, evidentSeconds = 0 }) =>
        seconds === undefined
          ? []
          : [from === 'begin' ? seconds : Math.max(0, seconds - evidentSeconds)],
      ),
  });
  return [
    single('recall', '%', 100 * all.recall),
    single('precision', '%', 100 * all.precision),
    single('false notifications', '%', 100 * all.falseShare),
    single('false notifications of a team in a week', '', all.falsePerTeamWeek),
    ...['critical', 'warning']
      .flatMap((severity) => [times(severity, 'begin'), times(severity, 'evidence')])
      .filter(({ values }) => values.length > 0),
  ];
}
