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
  qualityAgainstPast,
  qualityOfVersions,
  worstPrompt,
} from './panels/prompts.js';
import { newestAgainstBefore } from './panels/prompt-comparison.js';
import {
  assessments,
  optimisationMarks,
  optimisations,
  reportedCost,
  reportedDuration,
  reportedScore,
} from './panels/prompt-reports.js';
import { qualityGoesWith } from './panels/prompt-correlation.js';
import { qualityAgainstCost } from './panels/prompt-trade-off.js';
import { modelService, prompt } from './variables.js';

/** Which version of a prompt is better, and what does it cost? */
export const prompts = (config: VitalsConfig): Dashboard => ({
  name: 'prompts',
  title: 'Prompts',
  description: 'Which version of a prompt is better, and what does it cost in time and money?',
  range: '1h',
  refresh: '30s',
  variables: [modelService, prompt],
  marks: optimisationMarks,
  rows: [
    {
      title: 'Now',
      height: 4,
      panels: [worstPrompt(config), longestAnswers(config)],
    },
    { title: 'Newest version against the one before', height: 8, panels: [newestAgainstBefore] },
    {
      title: 'Quality against cost, time and length',
      height: 7,
      panels: [qualityAgainstCost, qualityGoesWith],
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
        callsOfVersions,
      ],
    },
    {
      title: 'Use and judgement',
      height: 8,
      panels: [qualityAgainstPast(config), judgements],
    },
    {
      title: 'Reported by other systems',
      height: 8,
      panels: [reportedScore, reportedCost, reportedDuration, optimisations, assessments],
    },
  ],
});
