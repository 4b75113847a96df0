/** US dollars: `$1,290`, `$12.50`, `$0.0042`. */
export function usd(amount: number): string {
  if (amount >= 1000) return `$${Math.round(amount).toLocaleString('en-US')}`;
  if (amount >= 0.1) return `$${amount.toFixed(2)}`;
  return `$${amount.toPrecision(2)}`;
}

/** A ratio: `85 %`, `0.4 %`. */
export function percent(ratio: number): string {
  const points = ratio * 100;
  return `${Math.abs(points) < 10 ? Number(points.toFixed(1)) : Math.round(points)} %`;
}

/** A time: `12 ms`, `1.4 s`, `12 min`. */
export function duration(seconds: number): string {
  if (Math.abs(seconds) < 1) return `${Number((seconds * 1000).toPrecision(2))} ms`;
  return seconds < 120 ? `${Number(seconds.toPrecision(3))} s` : `${Math.round(seconds / 60)} min`;
}

/** A number of things: `12,345`. */
export function count(amount: number): string {
  return Math.round(amount).toLocaleString('en-US');
}

/** A score: two digits after the point. */
export function score(value: number): string {
  return value.toFixed(2);
}

/** An amount of memory or disk: `23.5 GiB`. */
export function bytes(amount: number): string {
  const gibibytes = amount / 2 ** 30;
  return gibibytes >= 1
    ? `${Number(gibibytes.toPrecision(3))} GiB`
    : `${Math.round(amount / 2 ** 20)} MiB`;
}
