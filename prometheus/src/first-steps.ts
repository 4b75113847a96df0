import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** More than this nobody reads in a mail; the runbook has the rest. */
const MOST_STEPS = 3;

/** A step is one line of a mail, in characters. */
const MOST_CHARACTERS = 160;

const RUNBOOKS = join(import.meta.dirname, '../../runbooks');

/**
 * The first steps of an alert's runbook.
 * @param alert its name; the runbook is `runbooks/<alert>.md`
 * @throws {Error} there is no such runbook, or it has no usable steps
 */
export const firstStepsOf = (alert: string): readonly string[] =>
  firstSteps(alert, readFileSync(join(RUNBOOKS, `${alert}.md`), 'utf8'));

/**
 * The numbered steps with which the section Diagnosis begins, three at most, each as a plain line:
 * its first sentences, as many as fit, without queries, emphasis and links.
 * @param name of the runbook, for the message of an error
 * @param text the runbook in Markdown
 * @throws {Error} there are no numbered steps, or one does not begin with a short sentence
 */
export function firstSteps(name: string, text: string): readonly string[] {
  const [, diagnosis = ''] = /^## Diagnosis\n(.*?)(?=^## |(?![^]))/ms.exec(text) ?? [];
  const steps = [...diagnosis.matchAll(/^\d+\. +(.+)$/gm)]
    .slice(0, MOST_STEPS)
    .map(([, step = '']) => shorten(plain(step)));
  if (steps.length === 0) {
    throw new Error(
      `runbooks/${name}.md: the section Diagnosis has no numbered steps ("1. …"); mails quote the first.`,
    );
  }
  const index = steps.indexOf('');
  if (index !== -1) {
    throw new Error(
      `runbooks/${name}.md: step ${index + 1} of Diagnosis does not begin with a sentence of ${MOST_CHARACTERS} characters at most; mails quote it.`,
    );
  }
  return steps;
}

/** Markdown as it reads aloud; code keeps its marks, which say where a command begins and ends. */
const plain = (markdown: string): string =>
  markdown
    .replaceAll('**', '')
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .trim()
    // What a colon announces, a query or a table, stays in the runbook.
    .replace(/:$/, '.');

function shorten(step: string): string {
  const sentences = step.split(/(?<=[.?!]) /);
  let short = '';
  for (const sentence of sentences) {
    const longer = short === '' ? sentence : `${short} ${sentence}`;
    if (longer.length > MOST_CHARACTERS) return short;
    short = longer;
  }
  return short;
}
