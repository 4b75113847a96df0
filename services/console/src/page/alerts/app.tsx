import { useMemo, type ReactElement } from 'react';
import { Announcer } from '../elements/announcer.js';
import { useAddress } from '../elements/use-address.js';
import { usePageChange } from '../elements/use-page-change.js';
import { usePoll } from '../elements/use-poll.js';
import { isAlertsPath, parseAddress } from './address.js';
import { announcement } from './announcement.js';
import { OPEN_URL, type AlertList } from './api.js';
import { FingerprintPage } from './fingerprint-page.js';
import { HistoryPage } from './history-page.js';
import { OpenPage } from './open-page.js';
import { Sections } from './sections.js';
import { StatisticsPage } from './statistics-page.js';
import { StoryPage } from './story-page.js';

/** The pages of the alerts: what is open, one alert, the history, the statistics. */
export function App(): ReactElement {
  const href = useAddress(isAlertsPath);
  const address = useMemo(() => parseAddress(new URL(href, location.origin)), [href]);
  const open = usePoll<AlertList>(OPEN_URL);
  usePageChange(href);
  return (
    <>
      <main id="main" tabIndex={-1}>
        <Sections page={address.page} />
        {address.page === 'open' && <OpenPage open={open} />}
        {address.page === 'fingerprint' && <FingerprintPage fingerprint={address.fingerprint} />}
        {address.page === 'story' && <StoryPage key={address.id} id={address.id} />}
        {address.page === 'history' && <HistoryPage key={href} filter={address.filter} />}
        {address.page === 'statistics' && <StatisticsPage key={href} range={address.range} />}
      </main>
      <Announcer value={open.answer?.value.alerts} describe={announcement} />
    </>
  );
}
