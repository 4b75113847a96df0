import { COMPONENTS, type Judgement } from '@agent-vitals/config';
import {
  array,
  boolean,
  constant,
  constantFrom,
  double,
  integer,
  oneof,
  record,
  tuple,
  uniqueArray,
  type Arbitrary,
} from 'fast-check';
import type { Lines } from '../indicator-score.js';
import type { ScoredComponent } from '../score.js';
import type { Part } from '../tally.js';

/** The lines that vitals.yaml has. */
export const LINES: Lines = { warning: 80, critical: 50 };

/** Any two lines that vitals.yaml may have. */
export const anyLines: Arbitrary<Lines> = tuple(
  integer({ min: 1, max: 98 }),
  integer({ min: 1, max: 98 }),
)
  .filter(([a, b]) => a !== b)
  .map(([a, b]) => ({ critical: Math.min(a, b), warning: Math.max(a, b) }));

/** Thresholds that rise or fall. */
export const anyJudgement: Arbitrary<Judgement> = tuple(
  uniqueArray(integer({ min: -1000, max: 1000 }), { minLength: 4, maxLength: 4 }),
  boolean(),
  integer({ min: 1, max: 100 }),
).map(([values, rises, weight]) => {
  const sorted = values.toSorted((a, b) => (rises ? a - b : b - a));
  const [good, warning, critical, worst] = sorted as [number, number, number, number];
  return { good, warning, critical, worst, weight };
});

/** Scores near 0, 50 and 100 matter as much as all others together. */
export const anyScore: Arbitrary<number> = oneof(
  double({ min: 0, max: 100, noNaN: true }),
  constantFrom(0, 49, 50, 80, 100),
);

const anyWeight: Arbitrary<number> = oneof(
  double({ min: 0.01, max: 100, noNaN: true }),
  constant(0),
);

/** An indicator's score with any weight. */
const anyPart: Arbitrary<Part> = record({
  score: anyScore,
  weight: anyWeight,
  critical: boolean(),
});

/** Components with none, one or several items of none, one or several indicators. */
export const anyComponents: Arbitrary<ScoredComponent[]> = array(
  record({
    weight: anyWeight,
    critical: boolean(),
    items: array(array(anyPart, { maxLength: 4 }), { maxLength: 5 }),
  }),
  { maxLength: COMPONENTS.length },
);
