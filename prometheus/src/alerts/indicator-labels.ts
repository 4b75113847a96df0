import type { Indicator } from '@agent-vitals/config';

/** The labels of a series that an alert about an indicator looks at. */
export const labelsOf = ({ component, name }: Indicator): Readonly<Record<string, string>> => ({
  component,
  indicator: name,
});
