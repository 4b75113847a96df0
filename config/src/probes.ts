import { z } from 'zod';

/**
 * `${env:NAME}` in a text stands for the variable's value. A probe that names a variable that is
 * not set is switched off, and says so.
 */
const text = z.string().min(1);

const expression = text.refine(
  (value) => {
    try {
      return new RegExp(value) instanceof RegExp;
    } catch {
      return false;
    }
  },
  { message: 'must be a regular expression of JavaScript' },
);

const common = {
  /** The item that the probe is about, as the report names it; a database is told by its address. */
  name: text,
  /**
   * The deployment environment of what it asks, as its services report it: what they see and what
   * the probe sees are then one. Default: none.
   */
  environment: text.optional(),
  /** Whether it is asked at all. */
  enabled: z.boolean().default(true),
  /** How often it is asked, in seconds. */
  everySeconds: z.int().min(5).max(3600).default(10),
  /** How long an answer may take, in seconds. */
  timeoutSeconds: z.number().positive().max(60).default(5),
};

const http = z.strictObject({
  ...common,
  kind: z.literal('http'),
  component: z.enum(['apis', 'externalApis']).default('apis'),
  url: text,
  method: z.enum(['GET', 'HEAD', 'POST']).default('GET'),
  headers: z.record(z.string(), text).default({}),
  /** Statuses that are well. */
  expectStatus: z.array(z.int().min(100).max(599)).min(1).default([200]),
  /** A regular expression that the body must match. */
  expectBody: expression.optional(),
});

const postgres = z.strictObject({
  ...common,
  kind: z.literal('postgres'),
  component: z.literal('database').default('database'),
  host: text,
  port: z.union([z.int(), text]).default(5432),
  database: text,
  user: text,
  /** File that holds the password, readable by its owner only. Default: none. */
  passwordFile: text.optional(),
  /** A reading statement that must give at least one row. */
  query: text.default('SELECT 1'),
});

const llm = z.strictObject({
  ...common,
  kind: z.literal('llm'),
  component: z.literal('models').default('models'),
  /** It costs a token each time. */
  enabled: z.boolean().default(false),
  everySeconds: z.int().min(5).max(3600).default(60),
  timeoutSeconds: z.number().positive().max(60).default(30),
  /** Base address of an API that speaks OpenAI's chat completions, up to and with `/v1`. */
  baseUrl: text,
  model: text,
  /** The parameter that limits the answer to one token: servers of other makers know the older name. */
  tokenLimit: z.enum(['max_completion_tokens', 'max_tokens']).default('max_completion_tokens'),
  /** Such as `${env:OPENAI_API_KEY}`; never written down here. */
  apiKey: text.regex(
    /^\$\{env:\w+\}$/,
    'must be ${env:NAME}: secrets do not belong in a file that is committed',
  ),
});

/** An entry of `probes:` of vitals.yaml. */
const probeSchema = z.discriminatedUnion('kind', [http, postgres, llm]);

/** A question that is asked regularly, to see whether something answers as it should. */
export type Probe = z.infer<typeof probeSchema>;

/** `probes:` of vitals.yaml: within a component each has a name of its own. */
export const probesSchema: z.ZodType<Probe[]> = z
  .array(probeSchema)
  .superRefine((probes, context) => {
    const taken = new Set<string>();
    for (const [index, { component, name }] of probes.entries()) {
      const item = `${component} ${name}`;
      if (taken.has(item)) {
        context.addIssue({
          code: 'custom',
          path: [index, 'name'],
          message: `another probe of ${component} has this name: give each one of its own`,
        });
      }
      taken.add(item);
    }
  });
