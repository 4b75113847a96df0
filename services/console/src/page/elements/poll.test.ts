import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPoll, type Poll } from './poll.js';

let answers: (() => Response | Promise<Response>)[];
let asked: string[];
let stop: (() => void) | undefined;

/** Asks every 10 s, and is answered what `answers` holds, the last one again and again. */
function startPoll(): Poll<{ score: number }> {
  const poll = createPoll<{ score: number }>({
    url: '/health',
    everyMs: 10_000,
    timeoutMs: 1000,
    now: Date.now,
    fetch: async (url) => {
      asked.push(url);
      return (answers.length > 1 ? answers.shift()! : answers[0]!)();
    },
  });
  stop = poll.subscribe(() => {});
  return poll;
}

const score = (value: number) => (): Response => Response.json({ score: value });
const away = (): Response =>
  Response.json(
    { title: 'health-score does not answer', detail: 'ECONNREFUSED' },
    { status: 502, headers: { 'content-type': 'application/problem+json' } },
  );

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  asked = [];
});
afterEach(() => {
  stop?.();
  vi.useRealTimers();
});

describe('createPoll', () => {
  it('asks at once, and again after each answer', async () => {
    answers = [score(90), score(80)];
    const poll = startPoll();
    await vi.advanceTimersByTimeAsync(0);
    expect(poll.state()).toEqual({ answer: { value: { score: 90 }, at: 0 } });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(poll.state()).toEqual({ answer: { value: { score: 80 }, at: 10_000 } });
  });

  it('keeps the last answer while there is none, and says why there is none', async () => {
    answers = [score(90), away, score(70)];
    const poll = startPoll();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(poll.state()).toEqual({
      answer: { value: { score: 90 }, at: 0 },
      problem: { status: 502, title: 'health-score does not answer', detail: 'ECONNREFUSED' },
    });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(poll.state()).toEqual({ answer: { value: { score: 70 }, at: 20_000 } });
  });

  it('says what it knows of an error that is no problem details', async () => {
    answers = [() => new Response('<html>', { status: 500, statusText: 'Broken' })];
    const poll = startPoll();
    await vi.advanceTimersByTimeAsync(0);
    expect(poll.state().problem).toMatchObject({ status: 500, title: 'The answer was 500' });
  });

  it('says so when the console itself is away', async () => {
    answers = [() => Promise.reject(new TypeError('Failed to fetch'))];
    const poll = startPoll();
    await vi.advanceTimersByTimeAsync(0);
    expect(poll.state().problem).toMatchObject({ status: 0, title: 'The console does not answer' });
  });

  it('asks no more once nobody listens', async () => {
    answers = [score(90)];
    startPoll();
    await vi.advanceTimersByTimeAsync(0);
    stop?.();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toEqual(['/health']);
  });

  it('asks at once when it is told to, and not twice', async () => {
    answers = [score(90), score(80), score(70)];
    const poll = startPoll();
    await vi.advanceTimersByTimeAsync(4000);
    poll.refresh();
    await vi.advanceTimersByTimeAsync(9999);
    expect(poll.state().answer?.value.score).toBe(80);
    await vi.advanceTimersByTimeAsync(1);
    expect(poll.state().answer?.value.score).toBe(70);
  });
});
