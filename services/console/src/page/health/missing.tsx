import type { ReactElement } from 'react';
import { listed } from '../elements/listed.js';
import { plainTitle } from './wording.js';

/** What could not be judged, so that nobody takes its silence for health. */
export function Missing({ names }: { names: readonly string[] }): ReactElement | null {
  if (names.length === 0) return null;
  return (
    <p className="muted note">
      No data, and so not judged: {listed(names.map((name) => plainTitle(name).toLowerCase()))}.
    </p>
  );
}
