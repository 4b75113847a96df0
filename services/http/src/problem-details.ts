import { z } from 'zod';

/** A parameter, or a field of the body, that cannot be used. */
const parameterFaultSchema = z
  .object({
    name: z.string(),
    value: z.string().nullable().meta({ description: 'null where it is missing.' }),
    allowed: z.string().meta({ description: 'What it may hold.' }),
  })
  .meta({ id: 'ParameterFault' });
export type ParameterFault = z.infer<typeof parameterFaultSchema>;

/** Why a request is not answered: https://www.rfc-editor.org/rfc/rfc9457 */
export const problemDetailsSchema = z
  .object({
    type: z.literal('about:blank'),
    title: z.string().meta({ description: 'What the status means.' }),
    status: z.int().min(400).max(599),
    detail: z.string().meta({ description: 'What happened here, and what would help.' }),
    instance: z.string(),
    parameters: z.array(parameterFaultSchema).optional(),
    traceId: z.string().optional(),
  })
  .meta({ id: 'ProblemDetails' });
export type ProblemDetails = z.infer<typeof problemDetailsSchema>;
