import type { HealthReport, History } from '@agent-vitals/health-score/report';
import { useCallback, useMemo, type ReactElement } from 'react';
import { Announcer } from '../elements/announcer.js';
import { useAddress } from '../elements/use-address.js';
import { usePageChange } from '../elements/use-page-change.js';
import { usePoll } from '../elements/use-poll.js';
import { isHealthPath, parseAddress } from './address.js';
import { announcement } from './announcement.js';
import { API } from './api.js';
import { ComponentPage } from './component-page.js';
import { curvesOf, historyPath } from './history.js';
import { ItemPage } from './item-page.js';
import { WholePage } from './whole-page.js';
import { plainTitle } from './wording.js';

const historyUrl = (): string => `${API}${historyPath(Date.now())}`;

/** The pages of the health: the whole, a component, an item. */
export function App(): ReactElement {
  const href = useAddress(isHealthPath);
  const address = useMemo(() => parseAddress(new URL(href, location.origin)), [href]);
  const health = usePoll<HealthReport>(`${API}/health`);
  const history = usePoll<History>(historyUrl, 60_000).answer?.value;
  const report = health.answer?.value;
  const curves = useMemo(() => history && report && curvesOf(history, report), [history, report]);
  const titleOf = useCallback(
    (name: string) =>
      report?.components.find((component) => component.name === name)?.title ?? plainTitle(name),
    [report],
  );
  usePageChange(href);
  return (
    <>
      <main id="main" tabIndex={-1}>
        {address.page === 'whole' && (
          <WholePage health={health} curves={curves} titleOf={titleOf} />
        )}
        {address.page === 'component' && (
          <ComponentPage
            name={address.component}
            report={report}
            curves={curves}
            titleOf={titleOf}
          />
        )}
        {address.page === 'item' && <ItemPage address={address} titleOf={titleOf} />}
      </main>
      <Announcer value={report} describe={announcement} />
    </>
  );
}
