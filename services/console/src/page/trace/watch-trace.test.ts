import { describe, expect, it } from 'vitest';
import { PATIENCE_MS, watchTrace, type TraceState } from './watch-trace.js';

/** Watches with a clock that only waiting moves; what `ask` gives is when the trace ended. */
async function watch(
  ask: (now: number) => Promise<number | undefined>,
): Promise<{ readonly told: readonly TraceState<number>[]; readonly tookMs: number }> {
  let now = 1_000_000;
  const startedAt = now;
  const told: TraceState<number>[] = [];
  await watchTrace<number>({
    ask: () => ask(now - startedAt),
    endOf: (end) => startedAt + end,
    tell: (state) => told.push(state),
    now: () => now,
    wait: (ms) => {
      now += ms;
      return Promise.resolve();
    },
  });
  return { told, tookMs: now - startedAt };
}

describe('watchTrace', () => {
  it('asks once for a trace that is old', async () => {
    const { told } = await watch(() => Promise.resolve(-60_000));
    expect(told).toEqual([{ status: 'found', trace: -60_000 }]);
  });

  it('waits for one that is on its way, and shows it once it is there', async () => {
    const { told } = await watch((now) => Promise.resolve(now < 5000 ? undefined : -60_000));
    expect(told.map(({ status }) => status)).toEqual(['waiting', 'waiting', 'found']);
  });

  it('looks again at a young one, to which spans may come', async () => {
    const { told, tookMs } = await watch(() => Promise.resolve(0));
    expect(told.length).toBeGreaterThan(5);
    expect(tookMs).toBe(PATIENCE_MS);
  });

  it('says that it is missing after half a minute', async () => {
    const { told, tookMs } = await watch(() => Promise.resolve(undefined));
    expect(told[0]).toEqual({ status: 'waiting' });
    expect(told.at(-1)).toEqual({ status: 'missing' });
    expect(tookMs).toBe(PATIENCE_MS);
  });

  it('says why it cannot be asked for', async () => {
    const { told } = await watch(() => Promise.reject(new Error('jaeger does not answer')));
    expect(told).toEqual([{ status: 'failed', problem: 'jaeger does not answer' }]);
  });
});
