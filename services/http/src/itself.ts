import { z } from 'zod';
import { describeApi, type ApiDescriptionOptions } from './openapi.js';
import { defineOperation, type Operation } from './operation.js';
import { prepare } from './prepared-answer.js';

/** `/healthz`. */
export function createLiveness(): Operation {
  const alive = prepare({ status: 'alive' });
  return defineOperation({
    id: 'getLiveness',
    path: '/healthz',
    summary: 'Whether the service runs, whatever it knows.',
    contentType: 'application/json',
    kind: 'open',
    maxAgeSeconds: 0,
    schema: z.object({ status: z.literal('alive') }),
    problems: [],
    answer: () => alive,
  });
}

/** `/openapi.json`; the document describes itself too. */
export function createDescription(
  others: readonly Operation[],
  { title, description, token, publicPictures }: Omit<ApiDescriptionOptions, 'operations'>,
): Operation {
  const itself = {
    id: 'getDescription',
    path: '/openapi.json',
    summary: 'This document.',
    contentType: 'application/json',
    kind: 'open',
    maxAgeSeconds: 300,
    schema: z.looseObject({ openapi: z.string() }),
    problems: [],
  } as const;
  const operations = [...others, defineOperation({ ...itself, answer: () => prepare('') })];
  const document = prepare(describeApi({ operations, title, description, token, publicPictures }));
  return defineOperation({ ...itself, answer: () => document });
}
