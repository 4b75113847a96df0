import type { AlertAnswer } from '@agent-vitals/alert-history/answers';
import { useState, type FormEvent, type ReactElement } from 'react';
import { goTo } from '../elements/use-address.js';
import { FIELDS, filterPath, readFilter, type Filter } from './filter.js';
import { RangeFields } from './range-fields.js';

/** Fields that hold one of a few values. */
const CHOICES = [
  {
    field: 'state',
    title: 'State',
    values: ['open', 'firing', 'acknowledged', 'inhibited', 'resolved'],
  },
  { field: 'severity', title: 'Severity', values: ['critical', 'warning', 'info'] },
] as const;

/** Fields that hold a name; those of the alerts that are shown are proposed. */
const NAMES = [
  { field: 'name', title: 'Alert' },
  { field: 'component', title: 'Component' },
  { field: 'service', title: 'Service' },
  { field: 'item', title: 'Item' },
] as const;

function show(event: FormEvent<HTMLFormElement>): void {
  event.preventDefault();
  goTo(filterPath(readFilter(new FormData(event.currentTarget))));
}

/** Which alerts are shown. What is chosen goes into the address. */
export function HistoryFilter({
  filter,
  alerts,
}: {
  filter: Filter;
  /** Those that are shown. */
  alerts: readonly AlertAnswer[];
}): ReactElement {
  // A phone has no room for it before what it is about.
  const [open] = useState(() => matchMedia('(min-width: 40rem)').matches);
  const chosen = FIELDS.map((field) => filter[field]).filter((value) => value !== '');
  return (
    <details className="fold" open={open}>
      <summary>{['Filter', ...chosen].join(' · ')}</summary>
      <form className="panel filter" role="search" aria-label="Filter" onSubmit={show}>
        {CHOICES.map(({ field, title, values }) => (
          <label key={field}>
            {title}
            <select name={field} defaultValue={filter[field]}>
              <option value="">any</option>
              {values.map((value) => (
                <option key={value}>{value}</option>
              ))}
            </select>
          </label>
        ))}
        {NAMES.map(({ field, title }) => (
          <label key={field}>
            {title}
            <input name={field} defaultValue={filter[field]} list={`known-${field}`} />
            <datalist id={`known-${field}`}>
              {[...new Set(alerts.map((alert) => alert[field]))].map((value) => (
                <option key={value} value={value} />
              ))}
            </datalist>
          </label>
        ))}
        <RangeFields range={filter.range} any />
        <p className="buttons">
          <button className="primary">Show</button>
          <a href="/alerts/history">Show all</a>
        </p>
      </form>
    </details>
  );
}
