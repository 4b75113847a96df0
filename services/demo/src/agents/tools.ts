import { tool } from '@agent-vitals/instrumentation';
import type OpenAI from 'openai';
import { z } from 'zod';
import type { FaultSwitch } from '../fault-switch.js';
import type { Random } from '../random.js';
import { lintCode, runTests } from './code-checks.js';

/** The tools that agents may call. */
export type ToolName =
  | 'search_repository'
  | 'read_document'
  | 'run_tests'
  | 'lint_code'
  | 'scan_dependencies';

/** A tool as an agent uses it. */
interface AgentTool {
  /** How the model is told about it. */
  readonly definition: OpenAI.ChatCompletionFunctionTool;
  /**
   * Runs it.
   * @param argumentsJson the arguments as the model wrote them
   * @throws {Error} the arguments do not fit, or the tool failed
   */
  run(argumentsJson: string): Promise<string>;
}

/** The tools by name. */
export type Toolbox = Readonly<Record<ToolName, AgentTool>>;

/** Reads rows: what the tools need of the database. */
type Query = (sql: string, values?: readonly unknown[]) => Promise<readonly unknown[]>;

/** Options of {@link createToolbox}. */
export interface ToolboxOptions {
  readonly query: Query;
  readonly faults: Pick<FaultSwitch, 'active'>;
  readonly random: Random;
}

const SEARCH = `
SELECT title, ts_rank(search, query) AS rank
FROM documents, websearch_to_tsquery('english', $1) AS query
ORDER BY rank DESC, title LIMIT 3`;

const READ = `
SELECT title, body FROM documents
ORDER BY ts_rank(search, websearch_to_tsquery('english', $1)) DESC, title LIMIT 1`;

const SCAN = `
SELECT d.package, d.version, a.fixed_in, a.severity, a.summary
FROM dependencies d JOIN advisories a USING (package)
WHERE d.version < a.fixed_in
  AND array_position('{low,medium,high}', a.severity) >= array_position('{low,medium,high}', $1)`;

/** Creates the tools; each call of one is a span and a metric of its own. */
export function createToolbox({ query, faults, random }: ToolboxOptions): Toolbox {
  const create = <Schema extends z.ZodType>(
    name: ToolName,
    description: string,
    schema: Schema,
    work: (input: z.infer<Schema>) => unknown,
  ): AgentTool => {
    const run = tool(name, async (argumentsJson: string) => {
      if (faults.active('tool-errors') && random.chance(0.7)) {
        throw new Error(`${name}: the tool server closed the connection`);
      }
      return JSON.stringify(await work(schema.parse(JSON.parse(argumentsJson))));
    });
    const { $schema: _dialect, ...parameters } = z.toJSONSchema(schema);
    return { definition: { type: 'function', function: { name, description, parameters } }, run };
  };

  const code = z.object({ code: z.string() });
  return {
    search_repository: create(
      'search_repository',
      'Finds the parts of the repository that a query is about.',
      z.object({ query: z.string() }),
      (input) => query(SEARCH, [input.query]),
    ),
    read_document: create(
      'read_document',
      'Reads the document whose title fits best.',
      z.object({ title: z.string() }),
      (input) => query(READ, [input.title]),
    ),
    run_tests: create('run_tests', 'Runs the tests of a piece of code.', code, (input) =>
      runTests(input.code),
    ),
    lint_code: create('lint_code', 'Checks a piece of code against the rules.', code, (input) =>
      lintCode(input.code),
    ),
    scan_dependencies: create(
      'scan_dependencies',
      'Lists the dependencies with a known advisory.',
      z.object({ severity: z.enum(['low', 'medium', 'high']) }),
      (input) => query(SCAN, [input.severity]),
    ),
  };
}
