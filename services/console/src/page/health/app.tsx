import type { HealthReport, History } from '@agent-vitals/health-score/report';
import { useCallback, useEffect, useMemo, useRef, type ReactElement } from 'react';
import { markCurrentPage } from '../current-page.js';
import { Announcer } from './announcer.js';
import { API } from './api.js';
import { ComponentPage } from './component-page.js';
import { curvesOf, historyPath } from './history.js';
import { ItemPage } from './item-page.js';
import { useAddress } from './use-address.js';
import { usePoll } from './use-poll.js';
import { WholePage } from './whole-page.js';
import { plainTitle } from './wording.js';

const historyUrl = (): string => `${API}${historyPath(Date.now())}`;

/** The pages of the health: the whole, a component, an item. */
export function App(): ReactElement {
  const address = useAddress();
  const health = usePoll<HealthReport>(`${API}/health`);
  const history = usePoll<History>(historyUrl, 60_000).answer?.value;
  const report = health.answer?.value;
  const curves = useMemo(() => history && report && curvesOf(history, report), [history, report]);
  const titleOf = useCallback(
    (name: string) =>
      report?.components.find((component) => component.name === name)?.title ?? plainTitle(name),
    [report],
  );
  const shown = useRef(address);
  useEffect(() => {
    markCurrentPage();
    if (shown.current === address) return;
    shown.current = address;
    // Where a visitor who does not see the page goes on reading, as after a load.
    document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }, [address]);
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
      <Announcer report={report} />
    </>
  );
}
