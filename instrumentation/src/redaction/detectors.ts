import { maskCardNumbers } from './card-numbers.js';
import { MASK } from './mask.js';

/**
 * One kind of secret or personal data. The patterns run on texts of any size, so each takes time
 * in proportion to the text: what can begin everywhere either has a bounded length, or begins
 * only where the run of its characters begins, or takes the whole run and lets `mask` decide.
 */
export interface Detector {
  /** Cheap to look for: a text without it holds none of this kind. */
  readonly hint: RegExp;
  /** Global. */
  readonly pattern: RegExp;
  /** What the match becomes. Default: the mask. */
  readonly mask?: (match: string, ...groups: (string | undefined)[]) => string;
}

/** In a run of `eyJ…` segments: a header followed by a payload. */
const holdsJwt = (run: string): boolean => {
  const segments = run.split('.');
  return segments.some((segment, i) => {
    const header = segment.length - segment.indexOf('eyJ') >= 11 && segment.includes('eyJ');
    return header && (segments[i + 1]?.length ?? 0) >= 8;
  });
};

/** `Authentication`, `learn-pipeline-for-everyone`: what stands where a key could, and is none. */
const WORDS = /^[A-Z]?[a-z]*(?:[-_./][A-Z]?[a-z]*)*$/;

const looksRandom = (text: string): boolean => !WORDS.test(text);

/** Names of fields whose value is a secret, as in `password=`, `"api_key": ` and `X-Api-Key: `. */
const SECRET_NAME =
  '(?:passwd|password|passphrase|pwd|secret|api[_-]?key|private[_-]?key|account[_-]?key|' +
  '(?:access|auth|refresh|session|id|bearer)[_-]?token|secret[_-]?access[_-]?key|set-cookie)';

/** A value in quotes, in quotes of JSON inside JSON, or up to the next separator. */
const VALUE =
  String.raw`(?:"(?:[^"\\]|\\[\s\S])*"?|'(?:[^'\\]|\\[\s\S])*'?|(?<q>\\{1,7}["'])[\s\S]*?(?:\k<q>|$)|` +
  String.raw`[^\s"',;&\\][^\s"',;&]*)`;

/** Everything that is looked for, in this order. */
export const DETECTORS: readonly Detector[] = [
  {
    hint: /PRIVATE KEY-----/,
    pattern:
      /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g,
  },
  {
    // The whole run, since a JSON Web Token could begin at each `eyJ` of it.
    hint: /eyJ/,
    pattern: /eyJ[\w.-]*/g,
    mask: (match) => (holdsJwt(match) ? MASK : match),
  },
  {
    // User and password, or a token, in a URL.
    hint: /:\/\//,
    pattern: /:\/\/[^/\s"'<>?#]*@/g,
    mask: () => `://${MASK}@`,
  },
  {
    hint: /bearer|basic|digest/i,
    pattern: /\b(bearer|basic|digest)\s{1,4}([\w.~+/=-]+)/gi,
    mask: (match, scheme, credentials = '') =>
      credentials.length >= 8 && looksRandom(credentials) ? `${scheme} ${MASK}` : match,
  },
  {
    hint: /authorization/i,
    pattern: /(authorization(?:\\{0,7}["'])?\s{0,4}[:=]\s{0,4}(?:\\{0,7}["'])?)([^\s"',;&\\]+)/gi,
    // A scheme in front of the credentials was seen by the detector above.
    mask: (match, name, value = '') => (/^[A-Za-z]{1,12}$/.test(value) ? match : `${name}${MASK}`),
  },
  {
    hint: /pass|pwd|secret|key|token|cookie/i,
    pattern: new RegExp(
      String.raw`(${SECRET_NAME}(?:\\{0,7}["'])?\s{0,4}[:=]\s{0,4})${VALUE}`,
      'gi',
    ),
    mask: (_, name) => `${name}${MASK}`,
  },
  {
    // Keys of OpenAI, Anthropic, OpenRouter, LangSmith, Stripe: sk-…, sk-ant-…, sk_live_…, lsv2_pt_….
    hint: /[spr]k[-_]|pt_/,
    pattern: /(?<![A-Za-z])(?:[spr]k|lsv2_(?:pt|sk))[-_][\w-]{16,}/g,
    mask: (match) => (looksRandom(match.slice(3)) ? MASK : match),
  },
  {
    // Groq, xAI, Perplexity, Hugging Face, Replicate, Tavily, npm, PyPI, DigitalOcean.
    hint: /gsk_|xai-|pplx-|hf_|r8_|tvly-|npm_|pypi-|dop_v1_/,
    pattern: /(?<![A-Za-z])(?:gsk_|xai-|pplx-|hf_|r8_|tvly-(?:dev-)?|npm_|pypi-|dop_v1_)\w{20,}/g,
    mask: (match) => (looksRandom(match.slice(5)) ? MASK : match),
  },
  {
    // AWS, Google, GitHub, GitLab, Slack, SendGrid.
    hint: /A[KSIR][IOD]A|AIza|ya29\.|gh[pousr]_|github_pat_|glpat-|xox|xapp-|SG\./,
    pattern:
      /(?:AKIA|ASIA|AIDA|AROA)[0-9A-Z]{16}|AIza[\w-]{35}|ya29\.[\w-]{20,}|gh[pousr]_\w{36,}|github_pat_\w{22,}|glpat-[\w-]{20,}|(?:xox[abeoprs]|xapp)-[\w-]{10,}|SG\.[\w-]{20,24}\.[\w-]{39,50}/g,
  },
  {
    hint: /\d[ -]?\d[ -]?\d[ -]?\d[ -]?\d/,
    // Not the digits behind a decimal point, nor the end of an id.
    pattern: /(?<![A-Za-z0-9]|\d\.)\d(?:[ -]?\d){12,}/g,
    mask: maskCardNumbers,
  },
  {
    hint: /@/,
    pattern: /(?<![\p{L}\p{N}_.%+-])[\p{L}\p{N}_.%+-]+@[\p{L}\p{N}-][\p{L}\p{N}.-]*\.\p{L}{2,}/gu,
  },
];

/** Names of attributes and fields whose whole value is a secret, whatever it looks like. */
export const SECRET_KEY: RegExp = new RegExp(
  String.raw`(?:^|[._-]|[a-z](?=[A-Z]))(?:authorization|cookie|${SECRET_NAME}|x-amz-security-token)$`,
  'i',
);
