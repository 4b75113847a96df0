/**
 * What the service answers, as schemas: they validate, they are the OpenAPI document, and the
 * types of the pages that show a report come from them.
 */
import { COMPONENTS } from '@agent-vitals/config';
import { z } from 'zod';

const score = z.number().min(0).max(100).nullable().meta({
  description: '0 (worst) to 100 (well); null where the data to tell is missing.',
});

/** `unknown` where the data to tell is missing: never well, never unwell. */
export const statusSchema = z
  .enum(['healthy', 'degraded', 'critical', 'unknown'])
  .meta({ id: 'Status', description: 'By the lines of vitals.yaml; unknown without data.' });
export type Status = z.infer<typeof statusSchema>;

export const componentNameSchema = z.enum(COMPONENTS).meta({ id: 'ComponentName' });

export const thresholdsSchema = z
  .object({ good: z.number(), warning: z.number(), critical: z.number(), worst: z.number() })
  .meta({ id: 'Thresholds', description: 'In the unit of the indicator, from well to unwell.' });

/** When a threshold will be crossed if the trend of the last minutes holds. */
export const forecastSchema = z
  .object({
    line: z.enum(['warning', 'critical']),
    inSeconds: z.number().min(0),
    slopePerHour: z
      .number()
      .meta({ description: 'Change in an hour, in the unit of the indicator.' }),
    rSquared: z
      .number()
      .min(0)
      .max(1)
      .meta({ description: 'How well a line fits the last minutes.' }),
  })
  .meta({ id: 'Forecast' });

export const indicatorReportSchema = z
  .object({
    component: componentNameSchema,
    item: z.string(),
    service: z.string().meta({ description: 'Empty where there is none.' }),
    environment: z.string().meta({ description: 'deployment.environment.name; empty without.' }),
    name: z.string(),
    title: z.string(),
    description: z.string(),
    unit: z.string(),
    value: z.number(),
    thresholds: thresholdsSchema,
    score: z.number().min(0).max(100),
    status: statusSchema,
    weight: z.number().min(0),
    effect: z.number().min(0).meta({
      description:
        'Points that the whole score would lose by it if all else were well: how bad it is, whatever else is.',
    }),
    gain: z.number().min(0).meta({
      description:
        'Points that the whole score would gain if it alone were well; 0 while something else that is critical caps the whole.',
    }),
    /** The component to which it is laid, as vitals.yaml says what depends on what. */
    causedBy: componentNameSchema.nullable(),
    forecast: forecastSchema.nullable(),
  })
  .meta({ id: 'IndicatorReport' });
export type IndicatorReport = z.infer<typeof indicatorReportSchema>;

export const reasonSchema = indicatorReportSchema
  .extend({
    others: z.int().min(0).meta({
      description: 'Further items of the component of which the same indicator is not well.',
    }),
  })
  .meta({
    id: 'Reason',
    description:
      'The worst item by an indicator; effect and gain are those of all items of the component together.',
  });
export type Reason = z.infer<typeof reasonSchema>;

/** Now against another time. */
export const comparisonSchema = z
  .object({
    against: z.enum(['hour', 'day', 'week']).meta({
      description: 'An hour ago, the same hour yesterday, the same hour a week ago.',
    }),
    past: score,
    difference: z
      .number()
      .nullable()
      .meta({ description: 'Points gained since; null if unknown.' }),
  })
  .meta({ id: 'Comparison' });

export const trendSchema = z
  .object({
    direction: z.enum(['improving', 'steady', 'worsening', 'unknown']),
    slopePerHour: z.number().nullable().meta({ description: 'Points in an hour (Theil–Sen).' }),
    pValue: z.number().nullable().meta({
      description: 'Mann–Kendall test of the last hour: how often chance alone would look so.',
    }),
    samples: z.int().min(0),
    comparisons: z.array(comparisonSchema),
  })
  .meta({ id: 'Trend' });
export type Trend = z.infer<typeof trendSchema>;

export const itemReportSchema = z
  .object({
    component: componentNameSchema,
    name: z.string(),
    service: z.string().meta({ description: 'Empty where there is none.' }),
    environment: z.string().meta({ description: 'deployment.environment.name; empty without.' }),
    score: score.meta({ description: 'Without what is laid to another component.' }),
    observedScore: score.meta({ description: 'With everything that is measured.' }),
    status: statusSchema,
    indicators: z.array(indicatorReportSchema).meta({ description: 'Largest effect first.' }),
    missing: z.array(z.string()).meta({ description: 'Indicators without data.' }),
  })
  .meta({ id: 'ItemReport' });
export type ItemReport = z.infer<typeof itemReportSchema>;

export const componentReportSchema = z
  .object({
    name: componentNameSchema,
    title: z.string(),
    score: score.meta({ description: 'Without what is laid to a component that it depends on.' }),
    observedScore: score.meta({ description: 'With everything that is measured.' }),
    status: statusSchema,
    weight: z.number(),
    critical: z.boolean(),
    causedBy: z.array(componentNameSchema),
    trend: trendSchema,
    items: z
      .array(itemReportSchema)
      .meta({ description: 'Worst first; at most 20, or all of one component.' }),
    itemCount: z.int().min(0),
    missing: z.array(z.string()).meta({ description: 'Indicators of which no item has data.' }),
  })
  .meta({ id: 'ComponentReport' });
export type ComponentReport = z.infer<typeof componentReportSchema>;

export const healthReportSchema = z
  .object({
    evaluatedAt: z.iso.datetime(),
    ageSeconds: z.number().min(0).meta({
      description: 'Its age at the last attempt to renew it: 0 while attempts succeed.',
    }),
    stale: z.boolean().meta({ description: 'The last attempt to renew it failed.' }),
    score,
    status: statusSchema,
    /** Weight of the components with data over that of all. */
    known: z.number().min(0).max(1),
    lines: z
      .object({ warning: z.number(), critical: z.number() })
      .meta({ description: 'Scores below which something is degraded or critical.' }),
    trend: trendSchema,
    components: z.array(componentReportSchema),
    reasons: z.array(reasonSchema).meta({
      description:
        'What costs points, largest effect first, each indicator of a component once; at most 20. What is laid to another component comes last.',
    }),
    forecasts: z.array(indicatorReportSchema).meta({
      description: 'Indicators that cross a threshold within the hour if their trend holds.',
    }),
  })
  .meta({ id: 'HealthReport' });
export type HealthReport = z.infer<typeof healthReportSchema>;

export const recommendationSchema = z
  .object({
    id: z.string().meta({ description: 'Stable: rule and subject.' }),
    rule: z.string(),
    title: z.string(),
    subject: z.string().meta({ description: 'What it is about: an agent, a statement, a host.' }),
    detail: z.string().meta({ description: 'What was seen, with its figures, and what to do.' }),
    gain: z
      .object({
        kind: z.enum(['USD per month', 'seconds per call', 'failures per hour', 'ratio']),
        amount: z.number(),
      })
      .nullable(),
    confidence: z.enum(['high', 'medium', 'low']),
    evidence: z.object({
      query: z.string().meta({ description: 'PromQL.' }),
      values: z.record(z.string(), z.number()),
    }),
    link: z.string().meta({ description: 'Path of the dashboard in the console that shows it.' }),
  })
  .meta({ id: 'Recommendation' });
export type Recommendation = z.infer<typeof recommendationSchema>;

export const costReportSchema = z
  .object({
    by: z.enum(['agent', 'workflow', 'model', 'prompt']),
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    currency: z.literal('USD'),
    total: z.number(),
    entries: z.array(
      z.object({
        name: z.string().meta({ description: 'Empty for calls outside of any.' }),
        cost: z.number(),
        share: z.number().min(0).max(1),
        calls: z.number(),
        inputTokens: z.number(),
        cachedInputTokens: z.number(),
        outputTokens: z.number(),
      }),
    ),
    unpricedCalls: z.number(),
    month: z.object({
      soFar: z.number(),
      forecast: z.number().nullable(),
      low: z.number().nullable(),
      high: z.number().nullable(),
      budget: z.number().nullable(),
      basis: z.string().meta({ description: 'What the forecast rests on.' }),
    }),
  })
  .meta({ id: 'CostReport' });
export type CostReport = z.infer<typeof costReportSchema>;

/** When what an answer says was evaluated. */
const evaluation = healthReportSchema.pick({ evaluatedAt: true, ageSeconds: true, stale: true });

export const componentAnswerSchema = componentReportSchema
  .extend(evaluation.shape)
  .meta({ id: 'ComponentAnswer' });
export type ComponentAnswer = z.infer<typeof componentAnswerSchema>;

export const itemAnswerSchema = itemReportSchema
  .extend(evaluation.shape)
  .meta({ id: 'ItemAnswer' });
export type ItemAnswer = z.infer<typeof itemAnswerSchema>;

export const recommendationsAnswerSchema = z
  .object({ evaluatedAt: z.iso.datetime(), recommendations: z.array(recommendationSchema) })
  .meta({ id: 'RecommendationsAnswer' });
export type RecommendationsAnswer = z.infer<typeof recommendationsAnswerSchema>;

export const historySchema = z
  .object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    stepSeconds: z.int().min(1),
    series: z.array(
      z.object({
        component: componentNameSchema.nullable().meta({ description: 'null is the whole.' }),
        points: z.array(z.tuple([z.int(), z.number().min(0).max(100)])).meta({
          description:
            'Unix time in seconds, and the mean score of the step that ends then; steps without a score are left out.',
        }),
      }),
    ),
  })
  .meta({ id: 'History' });
export type History = z.infer<typeof historySchema>;
