import type { VitalsConfig } from '@agent-vitals/config';
import type { Dashboard } from './model.js';
import {
  answerLength,
  callsOfVersions,
  costOfVersions,
  durationOfVersions,
  errorsOfVersions,
  judgements,
  longestAnswers,
  newerOverOlder,
  newestVersion,
  qualityAgainstPast,
  qualityOfVersions,
  worstPrompt,
} from './panels/prompts.js';
import { modelService, prompt } from './variables.js';

/** Which version of a prompt is better, and what does it cost? */
export const prompts = (config: VitalsConfig): Dashboard => ({
  name: 'prompts',
  title: 'Prompts',
  description: 'Which version of a prompt is better, and what does it cost in time and money?',
  range: '1h',
  refresh: '30s',
  variables: [modelService, prompt],
  rows: [
    {
      title: 'Now',
      height: 4,
      panels: [worstPrompt(config), longestAnswers(config), newestVersion],
    },
    {
      title: 'Version against version',
      height: 8,
      panels: [
        qualityOfVersions,
        costOfVersions,
        durationOfVersions,
        errorsOfVersions,
        answerLength,
        newerOverOlder,
      ],
    },
    {
      title: 'Use and judgement',
      height: 8,
      panels: [qualityAgainstPast(config), judgements, callsOfVersions],
    },
  ],
});
