/** A coarser second recording of what is shown over days and months, so that it is read at once. */
export interface Resolution {
  /** As it stands in names. */
  readonly name: string;
  /** Between two of its samples. */
  readonly seconds: number;
}

/** From the coarsest to the finest: an hour is for weeks and months, five minutes for days. */
export const RESOLUTIONS = [
  { name: '1h', seconds: 3600 },
  { name: '5m', seconds: 300 },
] as const satisfies readonly Resolution[];

/**
 * What is recorded of a series at a coarser resolution: of one that is recorded its folded values, of
 * one that applications report its rate a second. The prefix is not that of what is judged.
 */
export const coarser = (resolution: Resolution, series: string): string =>
  `vitals${resolution.name}:${series.replace(/^vitals:/, '')}`;
