import { z } from 'zod';
import { faultsOf } from './faults.js';
import type { PreparedAnswer } from './prepared-answer.js';
import { badParameters, Problem } from './problem.js';

/**
 * How an operation is guarded: `open` is answered to anybody, before every check; `picture` may be
 * shown by other pages, and needs no token where that is wished; `query` asks another program, so
 * it is limited more than `report`, which is there already; `write` changes something.
 */
export type OperationKind = 'open' | 'report' | 'query' | 'picture' | 'write';

/** What an operation says about itself: the app and the OpenAPI document walk over it. */
export interface OperationDescription {
  /** Unique, and a name in generated clients. */
  readonly id: string;
  /** Default: `get`, which answers HEAD too. */
  readonly method?: 'get' | 'post' | 'put' | 'delete';
  /** As OpenAPI has it: `/api/v1/health/{component}`. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly contentType: 'application/json' | 'image/svg+xml';
  /** What the answer fits. */
  readonly schema: z.ZodType;
  /** How long a caller may keep the answer, in seconds. */
  readonly maxAgeSeconds: number;
  readonly kind: OperationKind;
  /** Bytes of a request's body at most. Default: 64 KiB. */
  readonly mostBodyBytes?: number;
  /** Statuses of problems that this operation has beside those of all. */
  readonly problems: readonly number[];
}

/** A request that is answered. */
export interface Operation extends OperationDescription {
  readonly pathParameters: z.ZodObject;
  readonly queryParameters: z.ZodObject;
  /** What the JSON of the request must fit; undefined where it has none. */
  readonly body: z.ZodObject | undefined;
  /**
   * Checks what is asked and answers.
   * @throws {Problem} a parameter cannot be used, or what it names is not there
   */
  readonly answer: (
    path: unknown,
    query: unknown,
    body: unknown,
  ) => PreparedAnswer | Promise<PreparedAnswer>;
}

const none = z.strictObject({});
type None = typeof none;

/** An operation whose parameters have the types of their schemas. */
export function defineOperation<
  P extends z.ZodObject = None,
  Q extends z.ZodObject = None,
  B extends z.ZodObject = None,
>(
  description: OperationDescription & {
    readonly pathParameters?: P;
    /** Strict, so that a typing mistake is never ignored. */
    readonly queryParameters?: Q;
    /** Strict as well. Default: the request has no body. */
    readonly body?: B;
    readonly answer: (
      path: z.output<P>,
      query: z.output<Q>,
      body: z.output<B>,
    ) => PreparedAnswer | Promise<PreparedAnswer>;
  },
): Operation {
  const pathParameters: z.ZodObject = description.pathParameters ?? none;
  const queryParameters: z.ZodObject = description.queryParameters ?? none;
  const { body } = description;
  return {
    ...description,
    pathParameters,
    queryParameters,
    body,
    answer: (path, query, sent) => {
      const names = pathParameters.safeParse(path);
      if (!names.success) {
        const [fault] = faultsOf(names.error, path, pathParameters);
        throw new Problem(404, `There is no ${fault?.name} "${fault?.value}".`, {
          parameters: fault ? [fault] : [],
        });
      }
      const asked = queryParameters.safeParse(query);
      if (!asked.success) throw badParameters(faultsOf(asked.error, query, queryParameters));
      const content = (body ?? none).safeParse(body === undefined ? {} : sent);
      if (!content.success) throw badParameters(faultsOf(content.error, sent, body ?? none));
      return description.answer(
        names.data as z.output<P>,
        asked.data as z.output<Q>,
        content.data as z.output<B>,
      );
    },
  };
}
