/** Something whose metrics are reported together: a process, a host, what Prometheus scrapes. */
export interface Source {
  readonly name: string;
  /** Labels of every series. Default: none. */
  labels: Readonly<Record<string, string>>;
  /** Unix time at which it last reported, or started, in milliseconds. */
  reportedMs: number;
}

/** A series that is kept up to date; it begins with its first use. */
export interface Series {
  /** Raises a counter. */
  add(number: number): void;
  /** Sets a gauge. */
  set(number: number): void;
  /** Adds an observation to a histogram. */
  observe(value: number): void;
  /** Reports it no more, until it is used again. */
  end(): void;
}

type SeriesKind = 'counter' | 'gauge' | 'histogram';

/** What is to be known of a series. */
interface SeriesOptions {
  readonly source: Source;
  readonly kind: SeriesKind;
  /** Name in Prometheus. */
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** Upper bounds of the buckets; histograms only. */
  readonly buckets?: readonly number[];
}

/** Writes what the `replay` program reads; `replay/main.go` says what a line means. */
export interface Telemetry {
  series(options: SeriesOptions): Series;
  /** All series of a source as they are at a time. */
  report(source: Source, atMs: number): void;
  /** A source starts anew: what it counted is gone. */
  restart(source: Source, atMs: number, labels: Source['labels']): void;
}

/** @param write takes a line, without its end */
export function createTelemetry(write: (line: string) => void): Telemetry {
  let ids = 0;
  const begun = new Map<Source, Set<{ id: number | undefined }>>();
  const ofSource = (source: Source): Set<{ id: number | undefined }> => {
    const known = begun.get(source) ?? new Set();
    begun.set(source, known);
    return known;
  };

  return {
    series({ source, kind, name, labels, buckets = [] }) {
      const state: { id: number | undefined } = { id: undefined };
      const begin = (): number => {
        ids += 1;
        const all = JSON.stringify({ __name__: name, ...source.labels, ...labels });
        const bounds = kind === 'histogram' ? buckets.join(',') : '-';
        // The point of a new attribute set starts between two reports.
        write(`D ${ids} ${kind[0]} ${source.name} ${source.reportedMs + 1} ${bounds} ${all}`);
        ofSource(source).add(state);
        state.id = ids;
        return ids;
      };
      const line = (sign: string) => (number: number) =>
        write(`${sign} ${state.id ?? begin()} ${Number(number.toPrecision(7))}`);
      return {
        add: line('+'),
        set: line('='),
        observe: line('o'),
        end() {
          if (state.id === undefined) return;
          write(`E ${state.id}`);
          ofSource(source).delete(state);
          state.id = undefined;
        },
      };
    },
    report(source, atMs) {
      write(`T ${source.name} ${Math.round(atMs)}`);
      source.reportedMs = Math.round(atMs);
    },
    restart(source, atMs, labels) {
      for (const state of ofSource(source)) {
        write(`E ${state.id}`);
        state.id = undefined;
      }
      ofSource(source).clear();
      source.labels = labels;
      source.reportedMs = Math.round(atMs);
    },
  };
}
