import { type AgentName, ROLES } from '../agents/roles.js';
import { createRandom, type Random } from '../random.js';
import type { Row } from './analytics-files.js';
import { answerRows, assessmentRow, measurement, qualityRow, shareAround } from './measurements.js';
import { seededPrompts, seedId } from './stored-prompts.js';
import { localTime } from './times.js';

/** How a version of a prompt did, from one time to another. Means, of what is drawn around them. */
interface Stretch {
  readonly name: AgentName;
  readonly version: number;
  /** Hours before now. */
  readonly from: number;
  readonly to: number;
  readonly answers: number;
  /** 0 to 1. */
  readonly quality: number;
  readonly satisfaction: number;
  readonly failed: number;
  readonly durationMs: number;
  readonly inputTokens: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
}

/** How long ago the past begins, in hours. */
const BEGAN = 6;
/** How long ago the present version of `requirements_analyst` took the place of its first. */
const IMPROVED = 3;

/**
 * An improvement, and what the regression of `prompt-regression` is to be compared with. The versions
 * that are in use do as they go on to do, as the demo runs.
 */
const STRETCHES: readonly Stretch[] = [
  {
    name: 'requirements_analyst',
    version: 1,
    from: BEGAN,
    to: IMPROVED,
    answers: 120,
    quality: 0.74,
    satisfaction: 0.68,
    failed: 0.05,
    durationMs: 820,
    inputTokens: 3500,
    cachedTokens: 2048,
    outputTokens: 290,
  },
  {
    name: 'requirements_analyst',
    version: 2,
    from: IMPROVED,
    to: 0,
    answers: 120,
    quality: 0.95,
    satisfaction: 0.9,
    failed: 0.01,
    durationMs: 450,
    inputTokens: 2290,
    cachedTokens: 2048,
    outputTokens: 170,
  },
  {
    name: 'code_generator',
    version: 3,
    from: BEGAN,
    to: 0,
    answers: 180,
    quality: 0.91,
    satisfaction: 0.9,
    failed: 0.01,
    durationMs: 1020,
    inputTokens: 2870,
    cachedTokens: 2400,
    outputTokens: 315,
  },
];

/** One in so many scores is given in words as well. */
const ASSESSED = 20;

/**
 * What was, at the time when the demo is first started: the same each time, but for the time.
 * @param now when it ends
 */
export function pastRows(now: Date): readonly Row[] {
  const random = createRandom(5);
  const ago = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000);
  const began = (name: string, version: number): number =>
    STRETCHES.find((each) => each.name === name && each.version === version)?.from ?? BEGAN;
  return [
    ...seededPrompts(({ name, version }) => ago(began(name, version))),
    ...STRETCHES.flatMap((stretch) => rowsOf(stretch, ago, random)),
    ...recommendations(ago),
    ...optimisations(ago),
  ];
}

function rowsOf(stretch: Stretch, ago: (hours: number) => Date, random: Random): readonly Row[] {
  const { from, to, answers } = stretch;
  const promptId = String(seedId(stretch));
  const about = (mean: number): number => Math.round(random.logNormal(mean, 0.15));
  return Array.from({ length: answers }, (_, index) => {
    const moment = { promptId, at: ago(from - ((index + 0.5) / answers) * (from - to)) };
    const succeeded = !random.chance(stretch.failed);
    const rows = answerRows(moment, {
      model: ROLES[stretch.name].model,
      inputTokens: stretch.cachedTokens + about(stretch.inputTokens - stretch.cachedTokens),
      cachedTokens: stretch.cachedTokens,
      outputTokens: about(stretch.outputTokens),
      durationMs: about(stretch.durationMs),
      succeeded,
      satisfaction: shareAround(succeeded ? stretch.satisfaction : 0.2, 0.05, random),
    });
    if (!succeeded) return rows;
    const score = shareAround(stretch.quality, 0.03, random);
    return [
      ...rows,
      qualityRow(moment, score, random),
      ...(index % ASSESSED === 0 ? [assessmentRow(moment, score, random)] : []),
    ];
  }).flat();
}

const recommendations = (ago: (hours: number) => Date): readonly Row[] => [
  measurement(
    'optimization_recommendations',
    { promptId: idOf('requirements_analyst', 1), at: ago(IMPROVED + 0.5) },
    {
      recommendation_type: 'prompt_rewrite',
      description: 'Look into the repository first, and answer in fewer words.',
      expected_improvement: 25,
      confidence_score: 0.8,
      implementation_effort: 'low',
      priority: 'high',
      status: 'implemented',
    },
  ),
  measurement(
    'optimization_recommendations',
    { promptId: idOf('documentation_generator', 1), at: ago(1) },
    {
      recommendation_type: 'prompt_caching',
      description: 'Put what changes from call to call behind the handbook.',
      expected_improvement: 30,
      confidence_score: 0.7,
      implementation_effort: 'low',
      priority: 'medium',
      status: 'pending',
    },
  ),
];

const optimisations = (ago: (hours: number) => Date): readonly Row[] => [
  {
    table: 'optimizations',
    values: {
      optimization_id: 'demo-requirements-analyst-2',
      prompt_id: idOf('requirements_analyst', 2),
      optimization_type: 'prompt_rewrite',
      improvement_score: 0.25,
      performance_gain: 40,
      cost_reduction: 50,
      confidence_score: 0.8,
      status: 'applied',
      created_at: localTime(ago(IMPROVED + 0.25)),
      applied_at: localTime(ago(IMPROVED)),
    },
  },
  {
    table: 'optimizations',
    values: {
      optimization_id: 'demo-test-generator-model',
      prompt_id: idOf('test_generator', 1),
      optimization_type: 'model_selection',
      improvement_score: 0.05,
      performance_gain: 10,
      cost_reduction: 60,
      confidence_score: 0.5,
      status: 'rolled_back',
      created_at: localTime(ago(5.25)),
      applied_at: localTime(ago(5)),
      rolled_back_at: localTime(ago(4.5)),
    },
  },
];

const idOf = (name: AgentName, version: number): string => String(seedId({ name, version }));
