import { z } from 'zod';
import { MEASURES } from '../comparison/measures.js';

const time = z.iso.datetime();
const version = z
  .object({
    version: z.string(),
    firstUse: time.meta({ description: 'To five minutes; may be before from.' }),
    lastUse: time,
    calls: z.int().meta({ description: '0 of a version that only facts tell of.' }),
  })
  .meta({ id: 'PromptVersion' });

const range = { from: time, to: time };
const confidence = z
  .number()
  .meta({ description: 'How sure each interval is; all measures together are 98 % sure.' });
const interval = z.tuple([z.number(), z.number()]).nullable();
const measure = z.enum(Object.keys(MEASURES));
const source = z.string().nullable().meta({
  description:
    '`measured`, the table of the analytics system, or who reported; null where nothing is known.',
});
const evaluation = z.string().nullable().meta({
  description: 'What tells it: an evaluation, or a column. null of what was measured from calls.',
});

const sample = z
  .object({
    count: z.int().meta({ description: 'Observations.' }),
    mean: z.number().nullable().meta({ description: 'null where there are none.' }),
  })
  .meta({ id: 'Sample' });

/** Prompts and their versions. */
export const promptsSchema = z
  .object({
    ...range,
    prompts: z.array(
      z
        .object({
          name: z.string(),
          versions: z.array(version).meta({ description: 'In the order of their first use.' }),
        })
        .meta({ id: 'Prompt' }),
    ),
  })
  .meta({ id: 'Prompts' });

/** Two versions by every measure. */
export const comparisonSchema = z
  .object({
    ...range,
    prompt: z.string(),
    older: version,
    newer: version,
    confidence,
    measures: z.array(
      z
        .object({
          measure,
          title: z.string(),
          unit: z.string().meta({ description: 'UCUM' }),
          better: z.enum(['lower', 'higher']),
          source,
          evaluation,
          older: sample,
          newer: sample,
          difference: z
            .number()
            .nullable()
            .meta({ description: 'Of the newer from the older, in the unit.' }),
          ratio: z.number().nullable().meta({ description: 'The difference over the older.' }),
          interval: interval.meta({
            description: 'Between which the difference is; null with too few observations.',
          }),
          verdict: z.enum(['better', 'worse', 'no evidence yet']),
        })
        .meta({ id: 'MeasureComparison' }),
    ),
  })
  .meta({ id: 'PromptComparison' });

/** Whether quality goes together with what versions need. */
export const correlationSchema = z
  .object({
    ...range,
    prompt: z.string(),
    confidence,
    correlations: z.array(
      z
        .object({
          measure,
          title: z.string(),
          evaluation,
          evaluationSource: source,
          source,
          versions: z.int().meta({ description: 'Of which both are known.' }),
          coefficient: z.number().min(-1).max(1).nullable().meta({
            description: "Spearman's, of quality and the measure; null where one never changes.",
          }),
          interval,
          sentence: z.string(),
        })
        .meta({ id: 'QualityCorrelation' }),
    ),
  })
  .meta({ id: 'PromptCorrelation' });
