import type { AlertStory } from '@agent-vitals/alert-history/answers';
import { useState } from 'react';
import { noAnswer, problemOf, type Problem } from '../elements/poll.js';
import { refreshPolls } from '../elements/use-poll.js';
import { storyUrl } from './api.js';

/** What a person does about an alert. */
export interface Change {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  /** Below the alert: `/notes`. */
  readonly path: string;
  readonly body?: object;
}

/** How long a change may take, in milliseconds: Alertmanager is asked for it. */
const TIMEOUT_MS = 15_000;

/** Sends changes of one alert, one at a time, and shows everything anew after each. */
export function useChange(id: AlertStory['id']): {
  readonly sending: boolean;
  /** Why the last one failed. */
  readonly problem: Problem | undefined;
  /** @returns whether it is done */
  readonly send: (change: Change) => Promise<boolean>;
} {
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const send = async (change: Change): Promise<boolean> => {
    setSending(true);
    const { problem: failed } = await sendChange(id, change);
    setProblem(failed);
    setSending(false);
    refreshPolls();
    return failed === undefined;
  };
  return { sending, problem, send };
}

/** Sends a change of an alert. @returns what the history answers, or why it is not done */
export async function sendChange(
  id: AlertStory['id'],
  { method, path, body }: Change,
): Promise<{ readonly answer: unknown; readonly problem: Problem | undefined }> {
  try {
    const response = await fetch(`${storyUrl(id)}${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return response.ok
      ? { answer: (await response.json()) as unknown, problem: undefined }
      : { answer: undefined, problem: await problemOf(response) };
  } catch (error) {
    return { answer: undefined, problem: noAnswer(error) };
  }
}
