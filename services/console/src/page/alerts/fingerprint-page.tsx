import { useEffect, type ReactElement } from 'react';
import { PageHeader } from '../elements/page-header.js';
import { goTo } from '../elements/use-address.js';
import { usePoll } from '../elements/use-poll.js';
import { storyPath } from './address.js';
import { AnswerState } from './answer-state.js';
import { listUrl, type AlertList } from './api.js';

/** How often the history is asked whether it knows the alert by now, in milliseconds. */
const ASK_AGAIN_MS = 2000;

/** Leads from what Alertmanager calls an alert, as a mail does, to the newest time that it fired. */
export function FingerprintPage({ fingerprint }: { fingerprint: string }): ReactElement {
  const query = new URLSearchParams({ fingerprint, limit: '1' });
  const poll = usePoll<AlertList>(listUrl(query), ASK_AGAIN_MS);
  const list = poll.answer?.value;
  const id = list?.alerts[0]?.id;
  useEffect(() => {
    if (id !== undefined) goTo(storyPath(id), 'replace');
  }, [id]);
  return (
    <>
      <PageHeader title="Alert" />
      <AnswerState poll={poll} />
      {list && id === undefined && (
        <p role="status" className="panel empty">
          The history does not know the alert {fingerprint} yet. It learns of one within seconds, so
          this page asks again every {ASK_AGAIN_MS / 1000} s. What is older than the history keeps
          is not found any more. <a href="/alerts">All that is open</a>
        </p>
      )}
    </>
  );
}
