import type { HealthReport } from '@agent-vitals/health-score/report';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { announcement } from './announcement.js';

/** Tells a screen reader when the status changes, and nothing at each refresh. */
export function Announcer({ report }: { report: HealthReport | undefined }): ReactElement {
  const former = useRef<HealthReport['status']>(undefined);
  const [text, setText] = useState('');
  useEffect(() => {
    if (report === undefined) return;
    if (former.current !== undefined && former.current !== report.status) {
      setText(announcement(report));
    }
    former.current = report.status;
  }, [report]);
  return (
    <div role="status" className="visually-hidden" data-testid="announcer">
      {text}
    </div>
  );
}
