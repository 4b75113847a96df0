import { TimeRangeContext, useTimeRange } from '@perses-dev/plugin-system';
import { useMemo, type ReactElement, type ReactNode } from 'react';

/**
 * Has what is drawn see the time that it was drawn for, until there is something else to draw or
 * another range is chosen. Perses' chart only reads how to choose a range, but is rendered with its
 * legend whenever the time moves on, which it does with each refresh.
 * @param drawn what is drawn; another object when it changes
 */
export function StillTime({
  drawn,
  children,
}: {
  drawn: unknown;
  children: ReactNode;
}): ReactElement {
  const time = useTimeRange();
  const still = useMemo(() => time, [drawn, time.timeRange, time.setTimeRange]);
  return <TimeRangeContext.Provider value={still}>{children}</TimeRangeContext.Provider>;
}
