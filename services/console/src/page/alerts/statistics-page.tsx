import type { Statistics } from '@agent-vitals/alert-history/statistics';
import { useState, type FormEvent, type ReactElement } from 'react';
import { PageHeader } from '../elements/page-header.js';
import { Section } from '../elements/section.js';
import { goTo } from '../elements/use-address.js';
import { usePoll } from '../elements/use-poll.js';
import { AnswerState, Updated } from './answer-state.js';
import { statisticsUrl } from './api.js';
import { DayChart } from './day-chart.js';
import { FiguresTable } from './figures-table.js';
import { filterPath, readFilter } from './filter.js';
import { RangeFields } from './range-fields.js';
import { boundsOf, rangeQuery, readRange, type Range } from './range.js';
import { Totals } from './totals.js';

const EVERYTHING = readFilter(new URLSearchParams());

function show(event: FormEvent<HTMLFormElement>): void {
  event.preventDefault();
  const asked = readRange(new FormData(event.currentTarget), '7d');
  goTo(`/alerts/statistics?${rangeQuery(asked)}`);
}

/** How good the alerts were, and how fast they were dealt with: in all, by name, by day. */
export function StatisticsPage({ range }: { range: Range }): ReactElement {
  const [url] = useState(() => statisticsUrl(new URLSearchParams(boundsOf(range, Date.now()))));
  const poll = usePoll<Statistics>(url);
  const statistics = poll.answer?.value;
  return (
    <>
      <PageHeader title="Alert statistics">
        <Updated poll={poll} />
      </PageHeader>
      <form className="panel filter" onSubmit={show}>
        <RangeFields range={range} any={false} />
        <p className="buttons">
          <button className="primary">Show</button>
        </p>
      </form>
      <AnswerState poll={poll} />
      {statistics && (
        <>
          <Section title="In all">
            <Totals total={statistics.total} />
            <p className="muted note">
              Times are medians from the start of an alert. Noise: of those that are resolved, the
              part that was over within 2 minutes. False alarms: of those that somebody judged.
              Episode: the alerts of one service at the same time, of which somebody was told.
            </p>
          </Section>
          <Section title="By day">
            <DayChart days={statistics.days} />
            <FiguresTable
              of="Day (UTC)"
              testId="days"
              rows={statistics.days
                .toReversed()
                .map((day) => ({ key: day.date, heading: day.date, figures: day }))}
            />
          </Section>
          <Section title="By name">
            {statistics.names.length === 0 && <p className="panel empty">There was no alert.</p>}
            {statistics.names.length > 0 && (
              <FiguresTable
                of="Alert"
                testId="names"
                rows={statistics.names.map((figures) => ({
                  key: figures.name,
                  heading: (
                    <a href={filterPath({ ...EVERYTHING, name: figures.name, range })}>
                      {figures.name}
                    </a>
                  ),
                  figures,
                }))}
              />
            )}
          </Section>
        </>
      )}
    </>
  );
}
