import type { IndicatorReport, ItemReport } from './report.js';

/** What is laid to another component last; then the largest effect first. */
export function byEffect(a: IndicatorReport, b: IndicatorReport): number {
  return (
    Number(a.causedBy !== null) - Number(b.causedBy !== null) ||
    b.effect - a.effect ||
    b.gain - a.gain ||
    a.score - b.score ||
    compare(a.item, b.item) ||
    compare(a.name, b.name)
  );
}

/** By its own score, then by what is observed; what is unknown last. */
export function worstFirst(a: ItemReport, b: ItemReport): number {
  return (
    (a.score ?? Infinity) - (b.score ?? Infinity) ||
    (a.observedScore ?? Infinity) - (b.observedScore ?? Infinity) ||
    compare(a.name, b.name) ||
    compare(a.service, b.service)
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
