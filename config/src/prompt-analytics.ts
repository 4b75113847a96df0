import { z } from 'zod';

const text = z.string().min(1);

/** How prompts are found out about elsewhere, and what they are called there. */
export const promptAnalyticsSchema = z
  .strictObject({
    /**
     * The folder of the prompt analytics system, which holds `prompts`. `${env:NAME}` stands for a
     * variable; without that variable, or without a folder, nothing is read.
     */
    folder: text.optional(),
    /**
     * The prompt's name in telemetry, or its name and version, by its id or name in the analytics
     * system. What is not here has the same name in both.
     */
    prompts: z
      .record(
        text,
        z.union(
          [text, z.strictObject({ name: text, version: text.optional() })],
          'must be a name, or { name, version } with the version in quotes',
        ),
      )
      .default({}),
  })
  .prefault({});
