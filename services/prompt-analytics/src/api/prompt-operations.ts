import { defineOperation, prepare, type Operation } from '@agent-vitals/http';
import { z } from 'zod';
import { compareVersions } from '../evidence/compare-versions.js';
import { correlateVersions } from '../evidence/correlate-versions.js';
import type { PromptReader } from '../evidence/prompt-reader.js';
import { comparisonAnswer, correlationAnswer, promptsAnswer } from './answer-of.js';
import { findPrompt, findVersions } from './find-versions.js';
import { comparisonSchema, correlationSchema, promptsSchema } from './prompt-answers.js';
import { rangeOf, rangeParameters } from './time-range.js';

const query = { contentType: 'application/json', kind: 'query', maxAgeSeconds: 10 } as const;

const pathParameters = z.object({
  name: z.string().meta({ description: 'Of the prompt, as `gen_ai.prompt.name` has it.' }),
});
const versionParameter = z.string().min(1, 'a version').optional();

/** Which prompts and versions there are, how two of them compare, and what quality costs. */
export function createPromptOperations(options: {
  readonly prompts: Pick<PromptReader, 'read'>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}): Operation[] {
  const { prompts, clock } = options;
  return [
    defineOperation({
      ...query,
      id: 'listPrompts',
      path: '/api/v1/prompts',
      summary: 'Prompts with their versions that were used, or judged, in a time.',
      schema: promptsSchema,
      problems: [502, 503],
      queryParameters: z.strictObject(rangeParameters),
      answer: async (_path, asked) => {
        const range = rangeOf(asked, clock());
        return prepare(promptsAnswer(range, await prompts.read(range)));
      },
    }),
    defineOperation({
      ...query,
      id: 'comparePromptVersions',
      path: '/api/v1/prompts/{name}/comparison',
      summary: 'Two versions of a prompt by every measure, each with how sure it is.',
      schema: comparisonSchema,
      problems: [404, 502, 503],
      pathParameters,
      queryParameters: z.strictObject({
        ...rangeParameters,
        older: versionParameter.meta({ description: 'Default: the one before newer.' }),
        newer: versionParameter.meta({ description: 'Default: the one that was first used last.' }),
      }),
      answer: async ({ name }, asked) => {
        const range = rangeOf(asked, clock());
        const prompt = await findPrompt(prompts, range, name);
        const [older, newer] = findVersions(prompt, asked);
        return prepare(comparisonAnswer(range, compareVersions(prompt, older, newer)));
      },
    }),
    defineOperation({
      ...query,
      id: 'correlatePromptQuality',
      path: '/api/v1/prompts/{name}/correlation',
      summary: 'Whether versions of higher quality cost more, take longer or answer at length.',
      schema: correlationSchema,
      problems: [404, 502, 503],
      pathParameters,
      queryParameters: z.strictObject(rangeParameters),
      answer: async ({ name }, asked) => {
        const range = rangeOf(asked, clock());
        const prompt = await findPrompt(prompts, range, name);
        return prepare(correlationAnswer(range, name, correlateVersions(prompt)));
      },
    }),
  ];
}
