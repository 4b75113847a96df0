import type { ReactElement } from 'react';
import { PageHeader } from '../elements/page-header.js';
import type { PollState } from '../elements/poll.js';
import { FreshnessNotice, Updated } from './freshness.js';

/** The heading of a page, when it was updated, and what is wrong with that. */
export function PageHead({
  title,
  parents = [],
  poll,
  now,
}: {
  title: string;
  /** The pages above this one, the first page first. */
  parents?: readonly { readonly title: string; readonly path: string }[];
  poll: PollState<{ evaluatedAt: string; ageSeconds: number; stale: boolean }>;
  now: number;
}): ReactElement {
  return (
    <>
      <PageHeader title={title} parents={parents}>
        <Updated poll={poll} />
      </PageHeader>
      <FreshnessNotice poll={poll} now={now} />
      {!poll.answer && !poll.problem && <p role="status">Asking for the health …</p>}
    </>
  );
}
