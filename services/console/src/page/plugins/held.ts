import type { TimeSeriesQueryContext, TimeSeriesQueryPlugin } from '@perses-dev/plugin-system';

/** How many answers are held: more than the queries of any page. Those asked longest ago go first. */
const MOST_HELD = 150;

/** What an answer follows from, but for the moment. */
export function questionOf<Spec>(
  plugin: TimeSeriesQueryPlugin<Spec>,
  spec: Spec,
  context: TimeSeriesQueryContext,
): string {
  const { variableState, suggestedStepMs, timeRange } = context;
  const { variables = Object.keys(variableState) } = plugin.dependsOn?.(spec, context) ?? {};
  return JSON.stringify([
    spec,
    suggestedStepMs,
    timeRange.end.getTime() - timeRange.start.getTime(),
    variables.map((name) => [name, variableState[name]?.value]),
  ]);
}

/** The latest answers by their questions. */
export interface Held<Answer> {
  get(question: string): Answer | undefined;
  set(question: string, answer: Answer): void;
  delete(question: string): void;
}

/** Holds no answer yet. */
export function createHeld<Answer>(): Held<Answer> {
  const answers = new Map<string, Answer>();
  return {
    get: (question) => answers.get(question),
    set(question, answer) {
      // A map keeps its keys in the order in which they came.
      answers.delete(question);
      answers.set(question, answer);
      const [oldest] = answers.keys();
      if (answers.size > MOST_HELD) answers.delete(oldest!);
    },
    delete: (question) => void answers.delete(question),
  };
}
