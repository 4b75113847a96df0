import { MEASURES, type MeasureName } from '../comparison/measures.js';
import { sampleOfSums, type Sample } from '../comparison/sample.js';
import type { MeasuredVersion } from '../measured/read-measured.js';
import type { FactSums } from '../store/fact-sums.js';
import {
  MEASURED,
  type Observations,
  type PromptHistory,
  type PromptVersion,
} from './prompt-history.js';

/** A sample of one version. */
interface Point {
  readonly measure: MeasureName;
  readonly source: string;
  readonly name?: string;
  readonly version: string;
  readonly sample: Sample;
}

/** Columns of the analytics system that are what would have been measured. */
const COLUMNS: Readonly<Record<string, MeasureName>> = {
  overall_quality: 'quality',
  cost_per_request: 'costPerSuccess',
  response_time: 'duration',
};

/**
 * What is known of one prompt.
 * @param measured its versions
 * @param facts about its versions
 */
export function historyOf(
  name: string,
  measured: readonly MeasuredVersion[],
  facts: readonly FactSums[],
): PromptHistory {
  const points = [...measured.flatMap(pointsOfCalls), ...facts.flatMap(pointsOfFact)];
  return {
    name,
    versions: versionsOf(measured, facts),
    observed: Object.fromEntries(
      Object.keys(MEASURES).map((measure) => [
        measure,
        observationsOf(points.filter((each) => each.measure === measure)),
      ]),
    ) as PromptHistory['observed'],
  };
}

function pointsOfCalls({ version, samples, scores }: MeasuredVersion): readonly Point[] {
  const own = { source: MEASURED, version };
  return [
    ...Object.entries(samples).map(([measure, sample]) => ({
      ...own,
      measure: measure as MeasureName,
      sample,
    })),
    ...[...scores].map(([name, sample]) => ({ ...own, measure: 'quality' as const, name, sample })),
  ];
}

function pointsOfFact(fact: FactSums): readonly Point[] {
  const { source, kind, name, promptVersion: version, count, sum, squares } = fact;
  // Whatever is judged is about quality, on a scale of its own.
  const measure = kind === 'measurement' ? COLUMNS[name] : 'quality';
  if (measure === undefined) return [];
  return [{ measure, source, name, version, sample: sampleOfSums(count, sum, squares) }];
}

const observationsOf = (points: readonly Point[]): readonly Observations[] =>
  [...Map.groupBy(points, ({ source, name }) => JSON.stringify([source, name])).values()].map(
    (same) => ({
      source: same[0]!.source,
      name: same[0]!.name,
      samples: new Map(same.map(({ version, sample }) => [version, sample])),
    }),
  );

function versionsOf(
  measured: readonly MeasuredVersion[],
  facts: readonly FactSums[],
): readonly PromptVersion[] {
  const used = new Set(measured.map(({ version }) => version));
  // An answer may be judged long after; of what is not measured nothing else tells when it was used.
  const judged = facts.filter(({ promptVersion }) => !used.has(promptVersion));
  return [
    ...measured.map(({ version, firstUse, lastUse, calls }) => ({
      version,
      firstUse,
      lastUse,
      calls,
    })),
    ...[...Map.groupBy(judged, ({ promptVersion }) => promptVersion)].map(([version, own]) => ({
      version,
      firstUse: Math.min(...own.map(({ firstAt }) => firstAt)),
      lastUse: Math.max(...own.map(({ lastAt }) => lastAt)),
      calls: 0,
    })),
  ].toSorted((a, b) => a.firstUse - b.firstUse || natural(a.version, b.version));
}

/** `v10` comes after `v9`. */
const natural = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });
