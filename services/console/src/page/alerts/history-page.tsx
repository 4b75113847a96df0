import { useState, type ReactElement } from 'react';
import { PageHeader } from '../elements/page-header.js';
import { usePoll } from '../elements/use-poll.js';
import { AnswerState, Updated } from './answer-state.js';
import { listUrl, type AlertList } from './api.js';
import { filterPath, filterQuery, type Filter } from './filter.js';
import { HistoryFilter } from './history-filter.js';
import { HistoryTable } from './history-table.js';

/** What there was, as far back as alerts are kept, a page at a time. */
export function HistoryPage({ filter }: { filter: Filter }): ReactElement {
  // A time that ends now begins when the page is opened: the same question is asked again.
  const [url] = useState(() => listUrl(filterQuery(filter, Date.now())));
  const poll = usePoll<AlertList>(url);
  const list = poll.answer?.value;
  const now = Date.now();
  return (
    <>
      <PageHeader title="Alert history">
        <Updated poll={poll} />
      </PageHeader>
      <HistoryFilter filter={filter} alerts={list?.alerts ?? []} />
      <AnswerState poll={poll} />
      {list?.alerts.length === 0 && <p className="panel empty">There is no such alert.</p>}
      {list && list.alerts.length > 0 && <HistoryTable alerts={list.alerts} now={now} />}
      <nav aria-label="Pages of the history" className="links">
        {filter.cursor !== '' && <a href={filterPath({ ...filter, cursor: '' })}>Newest</a>}
        {list?.next != null && <a href={filterPath({ ...filter, cursor: list.next })}>Older</a>}
      </nav>
    </>
  );
}
