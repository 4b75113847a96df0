import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';
import type { Operation } from './operation.js';
import { problemDetailsSchema } from './problem-details.js';

/** Options of {@link describeApi}. */
export interface ApiDescriptionOptions {
  readonly title: string;
  readonly description: string;
  readonly operations: readonly Operation[];
  /** Whether a token is asked for. */
  readonly token: boolean;
  /** Whether pictures need no token. */
  readonly publicPictures: boolean;
}

/** Statuses that any operation but the open ones may be answered with. */
const COMMON = [406, 413, 421, 429] as const;
/** Statuses that any with a body may be answered with. */
const WITH_BODY = [415] as const;

const MEANING: Readonly<Record<number, string>> = {
  400: 'A parameter, or a field of the body, cannot be used.',
  401: 'The bearer token is missing or another one.',
  404: 'What the path names is not there.',
  406: 'The answer has a type that the caller does not accept.',
  409: 'What is there already does not allow it.',
  413: 'The request has a body that it should not have, or too large a one.',
  415: 'The body is no JSON.',
  421: 'The service does not answer to this host name.',
  429: 'Too many requests of this address in the last minute.',
  502: 'The program behind the service refused the query.',
  503: 'The data is not there yet, or the program behind the service does not answer.',
};

/**
 * The OpenAPI document of the operations, from the schemas that check their parameters.
 * Source: https://spec.openapis.org/oas/v3.1.1.html
 */
export function describeApi(options: ApiDescriptionOptions): object {
  const paths: ZodOpenApiPathsObject = {};
  for (const operation of options.operations) {
    const { path, method = 'get' } = operation;
    paths[path] = { ...paths[path], [method]: describe(operation, options) };
  }
  return createDocument({
    openapi: '3.1.1',
    info: {
      title: options.title,
      version: '1',
      description: `${options.description} Errors are problem details (RFC 9457).`,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    // Relative: the API is described for wherever the document was fetched from.
    servers: [{ url: '/' }],
    paths,
    components: options.token
      ? { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } }
      : {},
  });
}

function describe(
  operation: Operation,
  { token, publicPictures }: ApiDescriptionOptions,
): ZodOpenApiOperationObject {
  const open = operation.kind === 'open' || (operation.kind === 'picture' && publicPictures);
  const problems = new Set([
    ...operation.problems,
    // Unknown parameters are refused everywhere.
    400,
    ...(operation.kind === 'open' ? [] : COMMON),
    ...(operation.body === undefined ? [] : WITH_BODY),
    ...(token && !open ? [401] : []),
  ]);
  return {
    operationId: operation.id,
    summary: operation.summary,
    security: token && !open ? [{ token: [] }] : [],
    requestParams: { path: operation.pathParameters, query: operation.queryParameters },
    ...(operation.body !== undefined && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: operation.body } },
      },
    }),
    responses: {
      '200': {
        description: operation.summary,
        headers: z.object({ etag: z.string(), 'cache-control': z.string() }),
        content: { [operation.contentType]: { schema: operation.schema } },
      },
      ...((operation.method ?? 'get') === 'get' && {
        '304': { description: 'What the caller has, by its If-None-Match, is still so.' },
      }),
      ...Object.fromEntries(
        [...problems]
          .toSorted((a, b) => a - b)
          .map((status) => [
            String(status),
            {
              description: MEANING[status] ?? '',
              content: { 'application/problem+json': { schema: problemDetailsSchema } },
            },
          ]),
      ),
    },
  };
}
