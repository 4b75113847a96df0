import { isDeepStrictEqual } from 'node:util';
import { defineOperation, prepare, Problem, type Operation } from '@agent-vitals/http';
import type { NamedFact } from '../fact.js';
import type { FactStore } from '../store/fact-store.js';
import {
  evaluationsSchema,
  MOST_EVALUATIONS,
  reportedSchema,
  type Evaluation,
} from './evaluations.js';

/** A thousand with long explanations fit. */
const MOST_BODY_BYTES = 4 * 1024 * 1024;

/** Ids that a problem names at most. */
const MOST_NAMED = 10;

/** The way in for other systems: promptfoo, Langfuse, a judge of one's own. */
export function createReportOperation(options: {
  readonly store: Pick<FactStore, 'add' | 'find'>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}): Operation {
  const { store, clock } = options;
  return defineOperation({
    id: 'reportEvaluations',
    method: 'post',
    path: '/api/v1/prompt-evaluations',
    summary: `Takes up to ${MOST_EVALUATIONS} evaluations of answers, all or none; what is reported again counts once.`,
    contentType: 'application/json',
    schema: reportedSchema,
    maxAgeSeconds: 0,
    kind: 'write',
    mostBodyBytes: MOST_BODY_BYTES,
    problems: [409],
    body: evaluationsSchema,
    answer: (_path, _query, { evaluations }) => {
      const now = clock();
      const facts = evaluations.map((evaluation) => factOf(evaluation, now));
      assertNoConflict(store, facts);
      const added = store.add(facts);
      return prepare({ accepted: added.length, duplicates: facts.length - added.length });
    },
  });
}

function factOf(evaluation: Evaluation, now: number): NamedFact {
  const { id, promptName, promptVersion, name, score, label, explanation, at, source } = evaluation;
  return {
    key: `reported/${source}/${id}`,
    kind: 'assessment',
    source,
    promptId: promptName,
    promptName,
    promptVersion,
    at: at === undefined ? now : Date.parse(at),
    values: score === undefined ? {} : { [name]: score },
    words: {
      name,
      ...(label !== undefined && { label }),
      ...(explanation !== undefined && { explanation }),
    },
  };
}

/** @throws {Problem} an id stands for two things */
function assertNoConflict(store: Pick<FactStore, 'find'>, facts: readonly NamedFact[]): void {
  const known = new Map(store.find(facts.map(({ key }) => key)).map((fact) => [fact.key, fact]));
  const conflicts = new Set<string>();
  for (const fact of facts) {
    const other = known.get(fact.key);
    if (other !== undefined && !isDeepStrictEqual(contentOf(other), contentOf(fact))) {
      conflicts.add(fact.key.split('/').slice(2).join('/'));
    }
    known.set(fact.key, other ?? fact);
  }
  if (conflicts.size === 0) return;
  const named = [...conflicts].slice(0, MOST_NAMED).join(', ');
  throw new Problem(
    409,
    `Nothing was taken: ${conflicts.size} of the ids stand for other evaluations already (${named}). Give each evaluation an id of its own.`,
  );
}

/** What is reported again may leave its time to the service, which then is another. */
const contentOf = ({ promptName, promptVersion, values, words }: NamedFact): object => ({
  promptName,
  promptVersion,
  values,
  words,
});
