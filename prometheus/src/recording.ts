/** A series that Prometheus records from an expression, so that others read it at no cost. */
export interface Recording {
  /** Name of the series. */
  readonly record: string;
  /** PromQL. */
  readonly expr: string;
  /** Labels that each sample gets beside its own. */
  readonly labels?: Readonly<Record<string, string>>;
}
