import type { MatchLogic } from '@pydantic/genai-prices';
import { matches, text } from './ottl.js';

/** Go's regular expressions cannot look ahead: a pattern that only excludes is turned round. */
const EXCLUDES = /^\^\(\?!(?<excluded>.*)\)$/;

function whenPattern(path: string, pattern: string): string {
  const excluded = EXCLUDES.exec(pattern)?.groups?.['excluded'];
  return excluded === undefined
    ? matches(path, pattern)
    : `not ${matches(path, `^(?:${excluded})`)}`;
}

const escaped = (value: string): string => value.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Whether the model at a path is the one that an entry of the price list is about, as a condition. */
export function whenModel(match: MatchLogic, path: string): string {
  if ('or' in match) return `(${match.or.map((each) => whenModel(each, path)).join(' or ')})`;
  if ('and' in match) return `(${match.and.map((each) => whenModel(each, path)).join(' and ')})`;
  if ('equals' in match) return `${path} == ${text(match.equals)}`;
  if ('starts_with' in match) return `HasPrefix(${path}, ${text(match.starts_with)})`;
  if ('ends_with' in match) return `HasSuffix(${path}, ${text(match.ends_with)})`;
  if ('contains' in match) return matches(path, escaped(match.contains));
  return whenPattern(path, match.regex);
}
