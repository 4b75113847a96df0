import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';
import { problemDetailsSchema } from '../report.js';
import type { Operation } from './operation.js';

/** Options of {@link describeApi}. */
export interface ApiDescriptionOptions {
  readonly operations: readonly Operation[];
  /** Whether a token is asked for. */
  readonly token: boolean;
  readonly publicBadges: boolean;
}

/** Statuses that any operation but the open ones may be answered with. */
const COMMON = [406, 413, 421, 429] as const;

const MEANING: Readonly<Record<number, string>> = {
  400: 'A parameter cannot be used.',
  401: 'The bearer token is missing or another one.',
  404: 'What the path names is not there.',
  406: 'The answer has a type that the caller does not accept.',
  413: 'The request has a body.',
  421: 'The service does not answer to this host name.',
  429: 'Too many requests of this address in the last minute.',
  502: 'Prometheus refused the query.',
  503: 'The data is not there yet, or Prometheus does not answer.',
};

/**
 * The OpenAPI document of the operations, from the schemas that check their parameters.
 * Source: https://spec.openapis.org/oas/v3.1.1.html
 */
export function describeApi(options: ApiDescriptionOptions): object {
  const paths: ZodOpenApiPathsObject = Object.fromEntries(
    options.operations.map((operation) => [operation.path, { get: describe(operation, options) }]),
  );
  return createDocument({
    openapi: '3.1.1',
    info: {
      title: 'agent-vitals health score',
      version: '1',
      description:
        'Are we well, what is wrong, is it getting worse, what should we do. Errors are problem details (RFC 9457).',
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
  { token, publicBadges }: ApiDescriptionOptions,
): ZodOpenApiOperationObject {
  const open = operation.kind === 'open' || (operation.kind === 'badge' && publicBadges);
  const problems = new Set([
    ...operation.problems,
    // Unknown parameters are refused everywhere.
    400,
    ...(operation.kind === 'open' ? [] : COMMON),
    ...(token && !open ? [401] : []),
  ]);
  return {
    operationId: operation.id,
    summary: operation.summary,
    security: token && !open ? [{ token: [] }] : [],
    requestParams: { path: operation.pathParameters, query: operation.queryParameters },
    responses: {
      '200': {
        description: operation.summary,
        headers: z.object({ etag: z.string(), 'cache-control': z.string() }),
        content: { [operation.contentType]: { schema: operation.schema } },
      },
      '304': { description: 'What the caller has, by its If-None-Match, is still so.' },
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
