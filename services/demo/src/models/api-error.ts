import type { Response } from 'express';

/** An error in the shape in which OpenAI's API reports it. */
export interface ApiError {
  readonly status: number;
  readonly message: string;
  readonly type: string;
  readonly code: string | null;
  readonly param?: string;
  /** Seconds after which the caller may try again. */
  readonly retryAfterSeconds?: number;
}

export const SERVER_ERROR: ApiError = {
  status: 500,
  message: 'The server had an error while processing your request. Sorry about that!',
  type: 'server_error',
  code: null,
};

export const OVERLOADED: ApiError = {
  status: 503,
  message: 'The engine is currently overloaded, please try again later.',
  type: 'server_error',
  code: null,
};

export const RATE_LIMITED: ApiError = {
  status: 429,
  message: 'Rate limit reached for requests. Please try again in 1s.',
  type: 'requests',
  code: 'rate_limit_exceeded',
  retryAfterSeconds: 1,
};

export const UNAUTHENTICATED: ApiError = {
  status: 401,
  message: "You didn't provide an API key. Send it as a bearer token in the Authorization header.",
  type: 'invalid_request_error',
  code: 'missing_api_key',
};

/** The request names a model that is not offered. */
export function modelNotFound(model: string): ApiError {
  return {
    status: 404,
    message: `The model \`${model}\` does not exist or you do not have access to it.`,
    type: 'invalid_request_error',
    code: 'model_not_found',
  };
}

/** The body does not fit the protocol. */
export function invalidRequest(message: string, param: string): ApiError {
  return { status: 400, message, type: 'invalid_request_error', code: null, param };
}

/** Answers with an error. */
export function sendError(response: Response, error: ApiError): void {
  if (error.retryAfterSeconds !== undefined) {
    response.setHeader('retry-after', String(error.retryAfterSeconds));
  }
  response.status(error.status).json({
    error: {
      message: error.message,
      type: error.type,
      param: error.param ?? null,
      code: error.code,
    },
  });
}
