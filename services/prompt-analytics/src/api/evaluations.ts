import { TIME_FORMATS } from '@agent-vitals/http';
import { z } from 'zod';

const words = (what: string, most: number) => {
  const allowed = `${what} of 1 to ${most} characters`;
  return z.string(allowed).trim().min(1, allowed).max(most, allowed);
};

const SCORE_OR_LABEL = 'score, label, or both: what was found';

/** One evaluation of an answer, as another system reports it. */
const evaluationSchema = z
  .strictObject({
    id: words('an id', 200).meta({
      description: 'Of this evaluation, chosen by who reports it: with the same it counts once.',
      example: 'promptfoo-2026-11-24-17',
    }),
    promptName: words('a name', 200).meta({ example: 'code_generator' }),
    promptVersion: words('a version', 100).optional().meta({ example: '3' }),
    name: words('a name', 100).meta({
      description: 'Of what was judged, from a small set: `gen_ai.evaluation.name`.',
      example: 'relevance',
    }),
    score: z
      .number('a number')
      .optional()
      .meta({ description: 'On the scale of the evaluation.', example: 0.92 }),
    label: words('a label', 100).optional().meta({
      description: 'From a small set, such as `pass` and `fail`.',
      example: 'pass',
    }),
    explanation: words('a text', 2000).optional(),
    at: z.iso
      .datetime({ offset: true, error: TIME_FORMATS })
      .optional()
      .meta({ description: 'When that was so. Default: now.' }),
    source: words('a name', 100)
      .default('api')
      .meta({ description: 'Who judged.', example: 'promptfoo' }),
  })
  .refine(({ score, label }) => score !== undefined || label !== undefined, {
    path: ['score'],
    error: SCORE_OR_LABEL,
  })
  .meta({ id: 'Evaluation' });

/** One evaluation, as it is taken. */
export type Evaluation = z.infer<typeof evaluationSchema>;

/** How many may be reported at once. */
export const MOST_EVALUATIONS = 1000;

const COUNT = `1 to ${MOST_EVALUATIONS} evaluations`;

/** What is reported at once. */
export const evaluationsSchema = z.strictObject({
  evaluations: z.array(evaluationSchema, COUNT).min(1, COUNT).max(MOST_EVALUATIONS, COUNT),
});

/** What became of it. */
export const reportedSchema = z
  .strictObject({
    accepted: z.int().meta({ description: 'That were not known yet.' }),
    duplicates: z.int().meta({ description: 'That were reported before: they count once.' }),
  })
  .meta({ id: 'Reported' });
