import type { Dashboard } from './model.js';
import { errorLinesByAgent, errorLinesByService, foundLines, logVolume } from './panels/logs.js';
import { agent, logLevel, logService, searchedText, searchedTrace } from './variables.js';

/** What do the services say about it? */
export const logs = (): Dashboard => ({
  name: 'logs',
  title: 'Logs',
  description:
    'What do the services say about it? Search by service, agent, level, text and trace; upper and lower case are alike.',
  range: '1h',
  refresh: '30s',
  variables: [logService, agent, logLevel, searchedText, searchedTrace],
  rows: [
    { title: 'How many', height: 6, panels: [logVolume] },
    { title: 'What they say', height: 16, panels: [foundLines] },
    { title: 'Who fails', height: 7, panels: [errorLinesByService, errorLinesByAgent] },
  ],
});
