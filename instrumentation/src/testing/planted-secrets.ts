import * as fc from 'fast-check';

/** A text of random characters. */
export const of = (
  alphabet: string,
  minLength: number,
  maxLength: number = minLength,
): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...alphabet.split('')), minLength, maxLength });

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = UPPER.toLowerCase();
const DIGITS = '0123456789';
export const ALNUM: string = UPPER + LOWER + DIGITS;
const BASE64URL = `${ALNUM}-_`;

/** A key of random characters, which at least one upper-case letter or digit is sure to be among. */
const key = (prefix: string, alphabet: string, length: number): fc.Arbitrary<string> =>
  of(alphabet, length - 1).map((rest) => `${prefix}K${rest}`);

const withCheckDigit = (digits: string): string => {
  const sum = digits
    .split('')
    .toReversed()
    .reduce((total, digit, i) => {
      const value = Number(digit) * (i % 2 === 0 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
};

const card = fc
  .constantFrom(
    ['4', 16, [4, 4, 4, 4]],
    ['5105', 16, [4, 4, 4, 4]],
    ['2221', 16, [4, 4, 4, 4]],
    ['34', 15, [4, 6, 5]],
    ['6011', 16, [4, 4, 4, 4]],
    ['36', 14, [4, 6, 4]],
  )
  .chain(([prefix, length, groups]) =>
    fc
      .tuple(
        of(DIGITS, (length as number) - 1 - (prefix as string).length),
        fc.constantFrom('', ' ', '-'),
      )
      .map(([digits, separator]) => {
        const number = withCheckDigit(`${prefix as string}${digits}`);
        let at = 0;
        return (groups as readonly number[])
          .map((size) => number.slice(at, (at += size)))
          .join(separator);
      }),
  );

/** Secrets that must not survive, by their kind. */
export const SECRETS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'an OpenAI key': fc.oneof(key('sk-', BASE64URL, 48), key('sk-proj-', BASE64URL, 120)),
  'an Anthropic key': key('sk-ant-api03-', BASE64URL, 95),
  'a Stripe key': key('sk_live_', ALNUM, 24),
  'a Google key': of(BASE64URL, 35).map((rest) => `AIza${rest}`),
  'an AWS key id': of(UPPER + DIGITS, 16).map((rest) => `AKIA${rest}`),
  'a GitHub token': fc.oneof(key('ghp_', ALNUM, 36), key('github_pat_', `${ALNUM}_`, 82)),
  'a Slack token': key('xoxb-', `${ALNUM}-`, 40),
  'a Hugging Face token': key('hf_', ALNUM, 34),
  'a Groq key': key('gsk_', ALNUM, 52),
  'a JSON Web Token': fc
    .tuple(of(BASE64URL, 12, 60), of(BASE64URL, 12, 300), of(BASE64URL, 20, 86))
    .map((parts) => `eyJ${parts.join('.')}`),
  'a private key': of(`${ALNUM}+/\n`, 64, 400).map(
    (body) => `-----BEGIN RSA PRIVATE KEY-----\n${body}\n-----END RSA PRIVATE KEY-----`,
  ),
  'an e-mail address': fc
    .tuple(
      of(`${LOWER}.+`, 1, 20),
      of(LOWER, 3, 20),
      fc.constantFrom('com', 'co.uk', 'io', 'museum'),
    )
    .map(([name, host, top]) => `x${name}@${host}.${top}`),
  'a card number': card,
};
