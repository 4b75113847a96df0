import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Detection } from '../bench/alerts/judgement.js';
import { accuracyOf, type Accuracy, type Outcome } from '../bench/alerts/outcome.js';
import { buildReplay } from '../bench/alerts/replay.js';
import { renderReport } from '../bench/alerts/report.js';
import { runScenes } from '../bench/alerts/run-scenes.js';
import { faultScenes } from '../bench/alerts/scenes/fault-scenes.js';

/** Neither the one that the rules are tuned on nor the one that they are measured on. */
const SEED = 5;
/** A part of the scenes of `npm run bench:alerts`: every third, by day and by night. */
const EVERY = 3;

const hasGo = spawnSync('go', ['version']).status === 0;

/** The real rules in Prometheus's own engine, in simulated time: the same on any machine. */
describe.skipIf(!hasGo)(
  'what is told of simulated teams and their faults (left out without Go)',
  () => {
    let outcomes: readonly Outcome[];
    let accuracy: Accuracy;
    /** What was missed, late and false, to be read when a test fails. */
    let report: string;

    beforeAll(async () => {
      await buildReplay();
      const scenes = faultScenes(SEED).filter((_, index) => index % EVERY === 0);
      outcomes = await runScenes(scenes, SEED);
      accuracy = accuracyOf(outcomes);
      report = renderReport(outcomes, SEED);
    });

    it('is of enough faults to say something', () => {
      expect(accuracy.faults).toBeGreaterThan(50);
    });

    it('is right in more than 95 of 100 alerts [T7]', () => {
      expect(accuracy.precision, report).toBeGreaterThan(0.95);
    });

    it('is false in fewer than 5 of 100 notifications [T8]', () => {
      expect(accuracy.falseShare, report).toBeLessThan(0.05);
    });

    it('misses fewer than 5 of 100 faults', () => {
      expect(accuracy.recall, report).toBeGreaterThan(0.95);
    });

    it('is told of critical faults within two minutes on average where many are affected [T10]', () => {
      const seconds = criticalOf(outcomes)
        .filter(({ fault }) => fault.hours === 'busy')
        .flatMap(({ seconds: after }) => after ?? []);
      expect(mean(seconds), report).toBeLessThan(120);
    });

    it('is told within a minute on average once calls have shown it, by night too', () => {
      const seconds = criticalOf(outcomes).flatMap(({ seconds: after, evidentSeconds = 0 }) =>
        after === undefined ? [] : [Math.max(0, after - evidentSeconds)],
      );
      expect(mean(seconds), report).toBeLessThan(60);
    });
  },
);

const criticalOf = (outcomes: readonly Outcome[]): readonly Detection[] =>
  outcomes
    .flatMap(({ detections }) => detections)
    .filter(({ fault }) => fault.severity === 'critical');

const mean = (values: readonly number[]): number =>
  values.reduce((total, each) => total + each, 0) / values.length;
