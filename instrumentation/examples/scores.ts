/**
 * An agent by hand, and the scores of two versions of its prompt:
 * `node --import @agent-vitals/instrumentation/register examples/scores.ts`
 */
import {
  agent,
  evaluate,
  prompt,
  recordEvaluation,
  startWorkflow,
  tool,
} from '@agent-vitals/instrumentation';

const notes = tool({ name: 'notes', type: 'datastore' }, (topic: string) => `Notes on ${topic}.`);

const writer = agent('writer', (topic: string, version: string) =>
  prompt({ name: 'write', version }, () => {
    const text = version === '1' ? topic : `${topic}. ${notes(topic)}`;
    return { text, relevance: relevance(text, topic) };
  }),
);

/** Scores what a writer wrote, by whatever means: a rule, a model, a person. */
const relevance = evaluate('relevance', (text: string, topic: string) => ({
  value: Math.min(1, text.split(topic).length / 3),
  label: text.includes('Notes') ? 'pass' : 'fail',
}));

const comparison = startWorkflow('comparison');
for (const version of ['1', '2']) {
  const { text, relevance: score } = comparison.run(() => writer('tides', version));
  process.stdout.write(`${version}: ${text} (${score.label})\n`);
}
comparison.end();

// A reader says it later, and somewhere else.
recordEvaluation({
  name: 'satisfaction',
  value: 5,
  agentName: 'writer',
  prompt: { name: 'write', version: '2' },
});
