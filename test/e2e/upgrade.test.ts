import { expect, it, onTestFinished } from 'vitest';
import { stackAnswers } from '../system/stack-answers.js';
import { runVitals } from '../system/vitals-command.js';
import { createSampleStack, readSamples } from '../upgrade/samples.js';

it.each(readSamples())(
  'answers from what $name has written as that version did [O2]',
  async ({ archive, questions, answers }) => {
    const stack = await createSampleStack();
    onTestFinished(() => stack.remove());
    const restore = runVitals(['restore', archive], stack.env);
    expect(await restore.ended, restore.output()).toBe(0);
    await stack.start();
    // Loki shows old logs that were not flushed when they were backed up after ten minutes, or this.
    await stack.stop();
    await stack.start();
    expect(await stackAnswers(stack.urls, questions)).toEqual(answers);
  },
);
