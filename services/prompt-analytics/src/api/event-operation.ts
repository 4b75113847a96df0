import { createHash } from 'node:crypto';
import { ATTR, REPORT_ATTR } from '@agent-vitals/instrumentation/semconv';
import { defineOperation, prepare, type Operation } from '@agent-vitals/http';
import { z } from 'zod';
import type { NamedFact } from '../fact.js';
import type { FactStore } from '../store/fact-store.js';
import { eventsOf, otlpLogsSchema, type OtlpAttributes, type OtlpEvent } from './otlp-logs.js';

/** More than the largest batch that the Collector sends. */
const MOST_BODY_BYTES = 32 * 1024 * 1024;

const answerSchema = z
  .strictObject({
    partialSuccess: z.strictObject({ rejectedLogRecords: z.int(), errorMessage: z.string() }),
  })
  .partial()
  .meta({ id: 'ExportLogsServiceResponse' });

/** The way in for the log events `gen_ai.evaluation.result` that others send to the Collector. */
export const createEventOperation = (store: Pick<FactStore, 'add'>): Operation =>
  defineOperation({
    id: 'exportLogs',
    method: 'post',
    path: '/v1/logs',
    summary:
      'Takes log events `gen_ai.evaluation.result` by OTLP/HTTP as JSON, each once; the Collector sends those of others.',
    contentType: 'application/json',
    schema: answerSchema,
    maxAgeSeconds: 0,
    kind: 'write',
    mostBodyBytes: MOST_BODY_BYTES,
    problems: [],
    body: otlpLogsSchema,
    answer: (_path, _query, request) => {
      const events = eventsOf(request);
      const facts = events.map(factOf).filter((fact) => fact !== undefined);
      store.add(facts);
      const rejected = events.length - facts.length;
      return prepare(
        rejected === 0
          ? {}
          : {
              partialSuccess: {
                rejectedLogRecords: rejected,
                errorMessage: `${ATTR.promptName}, ${ATTR.evaluationName}, a time, and ${ATTR.evaluationScoreValue} or ${ATTR.evaluationScoreLabel} are needed.`,
              },
            },
      );
    },
  });

function factOf(event: OtlpEvent): NamedFact | undefined {
  const { attributes, resource, at } = event;
  const promptName = textOf(attributes, ATTR.promptName);
  const name = textOf(attributes, ATTR.evaluationName);
  const label = textOf(attributes, ATTR.evaluationScoreLabel);
  const explanation = textOf(attributes, ATTR.evaluationExplanation);
  const score = attributes[ATTR.evaluationScoreValue];
  const scored = typeof score === 'number' && Number.isFinite(score);
  if (promptName === undefined || name === undefined || at === undefined) return undefined;
  if (!scored && label === undefined) return undefined;
  const source = textOf(resource, 'service.name') ?? 'unknown_service';
  return {
    key: `event/${source}/${textOf(attributes, REPORT_ATTR.uid) ?? digestOf(event)}`,
    kind: 'evaluation',
    source,
    promptId: promptName,
    promptName,
    promptVersion: textOf(attributes, ATTR.promptVersion),
    at,
    values: scored ? { [name]: score } : {},
    words: {
      name,
      ...(label !== undefined && { label }),
      ...(explanation !== undefined && { explanation }),
    },
  };
}

function textOf(attributes: OtlpAttributes, key: string): string | undefined {
  const value = attributes[key];
  return value === undefined || value === '' ? undefined : String(value);
}

/** What is sent again, as a Collector does that was not answered in time, is the same to the byte. */
const digestOf = (event: OtlpEvent): string =>
  createHash('sha256').update(JSON.stringify(event)).digest('base64url').slice(0, 22);
