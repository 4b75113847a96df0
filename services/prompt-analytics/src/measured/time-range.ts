/** A time that is looked at, in milliseconds since 1970. */
export interface TimeRange {
  readonly from: number;
  /** After `from`. */
  readonly to: number;
}
