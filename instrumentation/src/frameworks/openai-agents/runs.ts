import { context, type Context } from '@opentelemetry/api';
import { guard } from '../../guard.js';
import { beginOperation, type BegunOperation } from '../../operation.js';
import { nestedWorkflow } from '../nesting.js';
import type { Failure, OpenSpan } from './open-span.js';
import type { KnownRuns } from './run-context.js';
import { failureOf, openSpan } from './span-kinds.js';

/** What the SDK calls a trace that was given no name. */
const UNNAMED = 'Agent workflow';

/** A trace of the SDK: one run of a workflow. */
export interface SdkTrace {
  readonly traceId: string;
  readonly name: string;
  readonly groupId: string | null;
}

/** A span of the SDK: an agent, a tool, a guardrail, a handoff, or a part of one. */
export interface SdkSpan {
  readonly spanId: string;
  readonly traceId: string;
  readonly spanData: Readonly<Record<string, unknown>>;
  readonly error: unknown;
}

interface Run {
  /** Undefined where the trace is a part of the workflow around it. */
  readonly workflow: BegunOperation | undefined;
  readonly spans: Map<string, OpenSpan>;
  /** How the last agent ended: the run ends as it did. */
  failure: Failure | undefined;
}

/** Follows the traces and spans of the SDK, as they start and end. */
export interface Runs extends KnownRuns {
  readonly traceStarts: (trace: SdkTrace) => void;
  readonly traceEnds: (trace: SdkTrace) => void;
  readonly spanStarts: (span: SdkSpan) => void;
  readonly spanEnds: (span: SdkSpan) => void;
}

/** Creates what follows the runs of one process. */
export function createRuns(): Runs {
  const runs = new Map<string, Run>();
  const contexts = new Map<string, Context>();

  const endSpan = (run: Run, id: string, failure: Failure | undefined): Failure | undefined => {
    const open = run.spans.get(id);
    if (open === undefined) return failure;
    run.spans.delete(id);
    contexts.delete(id);
    return guard('ending a span of a run', () => open.end(failure));
  };

  const endRun = (traceId: string, failure?: Failure): void => {
    const run = runs.get(traceId);
    if (run === undefined) return;
    // A run that pauses for an approval leaves its agent open.
    for (const id of run.spans.keys()) endSpan(run, id, failure);
    runs.delete(traceId);
    contexts.delete(traceId);
    run.workflow?.settle(failure ?? run.failure);
  };

  return {
    contexts,
    has: (traceId) => runs.has(traceId),
    fails: (traceId, error) => endRun(traceId, { error }),
    traceStarts({ traceId, name, groupId }) {
      // A run that was paused goes on in its trace.
      if (runs.has(traceId)) return;
      guard('beginning a run', () => {
        const around = context.active();
        const more = groupId === null ? {} : { conversationId: groupId };
        const told = name === UNNAMED ? undefined : name;
        const operation = nestedWorkflow(told, UNNAMED, around, more);
        const workflow = operation && beginOperation(operation, around);
        runs.set(traceId, { workflow, spans: new Map(), failure: undefined });
        if (workflow !== undefined) contexts.set(traceId, workflow.context);
      });
    },
    traceEnds: ({ traceId }) => endRun(traceId),
    spanStarts({ spanId, traceId, spanData }) {
      const run = runs.get(traceId);
      if (run === undefined) return;
      guard('beginning a span of a run', () => {
        const open = openSpan(spanData);
        if (open === undefined) return;
        run.spans.set(spanId, open);
        contexts.set(spanId, open.context);
      });
    },
    spanEnds({ spanId, traceId, spanData, error }) {
      const run = runs.get(traceId);
      if (run === undefined) return;
      const failure = endSpan(run, spanId, failureOf(error));
      if (spanData['type'] === 'agent') run.failure = failure;
    },
  };
}
