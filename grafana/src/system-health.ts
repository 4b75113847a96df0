import type { VitalsConfig } from '@agent-vitals/config';
import { INDICATOR_LABEL } from './metrics.js';
import type { Dashboard } from './model.js';
import { alertTable } from './panels/alerts.js';
import { componentScores, unwellComponents, wholeScore, worstItems } from './panels/health.js';
import { indicatorPanels } from './panels/indicators.js';

/** Since when are we as well as we are, and what moved it? */
export function systemHealth(config: VitalsConfig): Dashboard {
  const { lines } = config.health;
  return {
    name: 'system-health',
    title: 'Health over time',
    description: 'Since when are we as well as we are, and what moved it?',
    range: '1h',
    refresh: '10s',
    variables: [
      {
        name: 'component',
        title: 'Component',
        label: INDICATOR_LABEL.component,
        series: `{${INDICATOR_LABEL.indicator}!=""}`,
        all: '.+',
      },
      {
        name: 'item',
        title: 'Item',
        label: INDICATOR_LABEL.item,
        series: `{${INDICATOR_LABEL.indicator}!="", ${INDICATOR_LABEL.component}=~"$component"}`,
        all: '.*',
      },
    ],
    rows: [
      {
        title: 'Now',
        height: 5,
        panels: [
          wholeScore(lines),
          unwellComponents(lines),
          { ...alertTable, as: 'list', width: 15 },
        ],
      },
      { title: 'Scores', height: 9, panels: [componentScores(lines), worstItems(lines)] },
      { title: 'Indicators', height: 8, panels: indicatorPanels(config) },
    ],
  };
}
