import type { AlertReference } from '@agent-vitals/alert-history/answers';
import { Fragment, type ReactElement } from 'react';
import { storyPath } from './address.js';
import { whereOf } from './wording.js';

/** Other alerts in a sentence, each a link to its story. */
export function References({ alerts }: { alerts: readonly AlertReference[] }): ReactElement {
  if (alerts.length === 0) return <>another alert</>;
  return (
    <>
      {alerts.map((alert, index) => (
        <Fragment key={alert.id}>
          {index > 0 && ', '}
          <a href={storyPath(alert.id)}>
            {[alert.name, whereOf(alert)].filter((text) => text !== '').join(': ')}
          </a>
        </Fragment>
      ))}
    </>
  );
}
