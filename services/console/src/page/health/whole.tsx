import type { HealthReport } from '@agent-vitals/health-score/report';
import type { ReactElement } from 'react';
import { listed } from '../elements/listed.js';
import type { Curves } from './history.js';
import { ScoreCard } from './score-card.js';
import { ScoreHistory } from './score-history.js';

/** What the score rests on, in a sentence. */
function basis({ known, components }: HealthReport): string {
  const without = components.filter(({ status }) => status === 'unknown').map(({ title }) => title);
  if (without.length === 0) return 'Every component has data.';
  const part = `${Math.round(known * 100)} % of the weight has data`;
  return `${part}; there is none of ${listed(without)}.`;
}

/** The health of everything: score, status, trend. */
export function Whole({
  report,
  curves,
}: {
  report: HealthReport;
  curves: Curves | undefined;
}): ReactElement {
  const { score, status, trend, lines } = report;
  return (
    <ScoreCard
      score={score}
      status={status}
      trend={trend}
      note={<p className="muted">{basis(report)}</p>}
    >
      <ScoreHistory curves={curves} component={null} lines={lines} trend={trend} />
    </ScoreCard>
  );
}
