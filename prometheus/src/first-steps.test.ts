import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { firstSteps, firstStepsOf } from './first-steps.js';

const runbook = (diagnosis: string): string =>
  `# Slow\n\n## Meaning\n\n1. It is slow.\n\n## Diagnosis\n\n${diagnosis}\n## Mitigation\n\n1. Wait.\n`;

test('takes the first three steps of the diagnosis, as plain lines without queries', () => {
  expect(
    firstSteps(
      'Slow',
      runbook(`Read this first.

1. **Which one?** The panel tells:

   \`\`\`promql
   1. slow > 1
   \`\`\`

2. Does it run? See [its page](Other.md), \`vitals status\`.
3. Is the disk full?
4. Nobody reads this far.
`),
    ),
  ).toEqual([
    'Which one? The panel tells.',
    'Does it run? See its page, `vitals status`.',
    'Is the disk full?',
  ]);
});

test('cuts a long step at the end of a sentence', () => {
  const long = 'and on and on '.repeat(12);
  expect(firstSteps('Slow', runbook(`1. Which one? It goes ${long}.\n`))).toEqual(['Which one?']);
  expect(() => firstSteps('Slow', runbook(`1. Fine.\n2. It goes ${long}.\n`))).toThrow(
    'runbooks/Slow.md: step 2 of Diagnosis does not begin with a sentence of 160 characters',
  );
});

test('reads to the end of a runbook whose last section is the diagnosis', () => {
  expect(firstSteps('Slow', '# Slow\n\n## Diagnosis\n\n1. Which one?\n')).toEqual(['Which one?']);
});

test.each(['', 'Look around.\n', '- Which one?\n'])(
  'refuses a diagnosis without steps: %j',
  (text) => {
    expect(() => firstSteps('Slow', runbook(text))).toThrow(
      'runbooks/Slow.md: the section Diagnosis has no numbered steps',
    );
  },
);

test('every runbook has first steps, none with a mark of Markdown or a query', () => {
  const names = globSync('runbooks/*.md', { cwd: join(import.meta.dirname, '../..') });
  expect(names.length).toBeGreaterThan(50);
  for (const name of names) {
    for (const step of firstStepsOf(basename(name, '.md'))) {
      expect(step, name).not.toMatch(/\*\*|```|\]\(|\n/);
    }
  }
});

test('says which runbook is missing', () => {
  expect(() => firstStepsOf('NoSuchAlert')).toThrow(/runbooks\/NoSuchAlert\.md/);
});
