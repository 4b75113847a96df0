import type { ComponentReport } from '@agent-vitals/health-score/report';
import type { ReactElement } from 'react';
import { listed } from '../elements/listed.js';
import { formatScore } from './format.js';

/** What a component looks like from outside while others that it depends on are at fault. */
export function Cause({
  component: { causedBy, score, observedScore },
  titleOf,
}: {
  component: Pick<ComponentReport, 'causedBy' | 'score' | 'observedScore'>;
  titleOf: (name: string) => string;
}): ReactElement | null {
  if (causedBy.length === 0) return null;
  const titles = listed(causedBy.map((name) => titleOf(name)));
  return (
    <p className="cause">
      {observedScore !== score && `looks like ${formatScore(observedScore)} `}because of {titles}
    </p>
  );
}
