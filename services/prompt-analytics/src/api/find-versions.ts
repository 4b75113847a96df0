import { badParameters, Problem } from '@agent-vitals/http';
import type { PromptHistory, PromptVersion } from '../evidence/prompt-history.js';
import type { PromptReader } from '../evidence/prompt-reader.js';
import type { TimeRange } from '../measured/time-range.js';
import { isoOf } from './time-range.js';

/**
 * Finds what is known of a prompt.
 * @throws {Problem} there is no such prompt
 */
export async function findPrompt(
  prompts: Pick<PromptReader, 'read'>,
  range: TimeRange,
  name: string,
): Promise<PromptHistory> {
  const found = (await prompts.read(range, name)).find((prompt) => prompt.name === name);
  if (found !== undefined) return found;
  throw new Problem(
    404,
    `There is no prompt "${name}" that was used with a version between ${isoOf(range.from)} and ${isoOf(range.to)}. /api/v1/prompts lists those that were.`,
  );
}

/**
 * Finds the two versions that are to be compared: by default the newest and the one before.
 * @throws {Problem} there is no such version, no other one, or it is the same twice
 */
export function findVersions(
  prompt: PromptHistory,
  asked: { readonly older?: string | undefined; readonly newer?: string | undefined },
): readonly [older: PromptVersion, newer: PromptVersion] {
  const { versions } = prompt;
  const newer = asked.newer === undefined ? versions.at(-1)! : find(prompt, asked.newer);
  const before = versions[versions.indexOf(newer) - 1];
  const older = asked.older === undefined ? before : find(prompt, asked.older);
  if (older === undefined) {
    const detail = `There is no version of "${prompt.name}" before ${newer.version} in this time: ask for an earlier from, or name older.`;
    throw new Problem(404, `${detail} ${known(prompt)}`);
  }
  if (older !== newer) return [older, newer];
  const allowed = `another version than newer, which is ${newer.version}`;
  throw badParameters([{ name: 'older', value: older.version, allowed }]);
}

function find(prompt: PromptHistory, version: string): PromptVersion {
  const found = prompt.versions.find((each) => each.version === version);
  if (found !== undefined) return found;
  throw new Problem(404, `There is no version "${version}" of "${prompt.name}". ${known(prompt)}`);
}

const known = ({ versions }: PromptHistory): string =>
  `In this time there are: ${versions.map(({ version }) => version).join(', ')}.`;
