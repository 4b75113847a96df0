import type { ServerResponse } from 'node:http';

/** Why a request was not answered, for a person to read: https://www.rfc-editor.org/rfc/rfc9457 */
export interface Problem {
  /** HTTP status. */
  readonly status: number;
  /** The kind of problem, in a few words. */
  readonly title: string;
  /** What happened here, and what would help. */
  readonly detail: string;
}

/** Answers with a problem as `application/problem+json`, unless an answer has begun. */
export function sendProblem(res: ServerResponse, problem: Problem): void {
  if (res.headersSent || res.destroyed) return;
  res.writeHead(problem.status, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
  });
  res.end(JSON.stringify(problem));
}
