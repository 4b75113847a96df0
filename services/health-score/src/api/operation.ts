import { z } from 'zod';
import type { ParameterFault } from '../report.js';
import type { PreparedAnswer } from './prepared-answer.js';
import { badParameters, Problem } from './problem.js';

/** What an operation says about itself: the app and the OpenAPI document walk over it. */
export interface OperationDescription {
  /** Unique, and a name in generated clients. */
  readonly id: string;
  /** As OpenAPI has it: `/api/v1/health/{component}`. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly contentType: 'application/json' | 'image/svg+xml';
  /** What the body fits. */
  readonly schema: z.ZodType;
  /** How long a caller may keep the answer, in seconds. */
  readonly maxAgeSeconds: number;
  /**
   * `open` is answered to anybody, before every check; `badge` without the token where that is
   * wished; `query` asks Prometheus, so it is limited more than `report`, which is there already.
   */
  readonly kind: 'open' | 'report' | 'query' | 'badge';
  /** Statuses of problems that this operation has beside those of all. */
  readonly problems: readonly number[];
}

/** A GET. */
export interface Operation extends OperationDescription {
  readonly pathParameters: z.ZodObject;
  readonly queryParameters: z.ZodObject;
  /**
   * Checks the parameters and answers.
   * @throws {Problem} a parameter cannot be used, or what it names is not there
   */
  readonly answer: (path: unknown, query: unknown) => PreparedAnswer | Promise<PreparedAnswer>;
}

const none = z.strictObject({});
type None = typeof none;

/** An operation whose parameters have the types of their schemas. */
export function defineOperation<P extends z.ZodObject = None, Q extends z.ZodObject = None>(
  description: OperationDescription & {
    readonly pathParameters?: P;
    /** Strict, so that a typing mistake is never ignored. */
    readonly queryParameters?: Q;
    readonly answer: (
      path: z.output<P>,
      query: z.output<Q>,
    ) => PreparedAnswer | Promise<PreparedAnswer>;
  },
): Operation {
  const pathParameters: z.ZodObject = description.pathParameters ?? none;
  const queryParameters: z.ZodObject = description.queryParameters ?? none;
  return {
    ...description,
    pathParameters,
    queryParameters,
    answer: (path, query) => {
      const names = pathParameters.safeParse(path);
      if (!names.success) {
        const [fault] = faultsOf(names.error, path);
        throw new Problem(404, `There is no ${fault?.name} "${fault?.value}".`, {
          parameters: fault ? [fault] : [],
        });
      }
      const asked = queryParameters.safeParse(query);
      if (!asked.success) throw badParameters(faultsOf(asked.error, query, queryParameters));
      return description.answer(names.data as z.output<P>, asked.data as z.output<Q>);
    },
  };
}

function faultsOf(
  error: z.ZodError,
  input: unknown,
  known = none as z.ZodObject,
): ParameterFault[] {
  // The simple query parser gives texts, and lists of them for what is given more than once.
  const given = input as Readonly<Record<string, string | readonly string[] | undefined>>;
  const valueOf = (name: string): string | null => given[name]?.toString() ?? null;
  return error.issues.flatMap((issue): ParameterFault[] => {
    if (issue.code === 'unrecognized_keys') {
      const names = Object.keys(known.shape);
      const allowed = names.length === 0 ? 'no parameters' : `only ${names.join(', ')}`;
      return issue.keys.map((name) => ({ name, value: valueOf(name), allowed }));
    }
    const name = String(issue.path[0]);
    if (Array.isArray(given[name])) {
      return [{ name, value: valueOf(name), allowed: 'one value' }];
    }
    const allowed = issue.code === 'invalid_value' ? issue.values.join(', ') : issue.message;
    return [{ name, value: valueOf(name), allowed }];
  });
}
