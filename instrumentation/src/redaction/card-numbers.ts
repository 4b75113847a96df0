import { MASK } from './mask.js';

/**
 * Digits as the card schemes give them out: prefix and length.
 * Source: ISO/IEC 7812, https://en.wikipedia.org/wiki/Payment_card_number
 */
const SCHEMES =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|3[068]\d{12}|35\d{14}|6(?:011|4[4-9]\d|5\d\d)\d{12}|62\d{14,17})$/;

const MOST_DIGITS = 19;

/** The check digit of ISO/IEC 7812-1, annex B. */
const passesLuhn = (digits: string): boolean => {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
};

/** True for digits that a card could have. */
export function isCardNumber(digits: string): boolean {
  return SCHEMES.test(digits) && passesLuhn(digits);
}

/**
 * Masks the card numbers in a run of digits that single blanks or dashes divide into groups. A
 * card begins and ends with a group, and other numbers may stand before and behind it.
 */
export function maskCardNumbers(run: string): string {
  const pieces = run.split(/([ -])/);
  let masked = '';
  let at = 0;
  while (at < pieces.length) {
    let digits = '';
    let end = at;
    let cardEnd: number | undefined;
    while (end < pieces.length && digits.length + (pieces[end]?.length ?? 0) <= MOST_DIGITS) {
      digits += pieces[end];
      if (isCardNumber(digits)) cardEnd = end;
      end += 2;
    }
    masked += cardEnd === undefined ? pieces[at] : MASK;
    // The separator behind stays.
    const last = cardEnd ?? at;
    masked += pieces[last + 1] ?? '';
    at = last + 2;
  }
  return masked;
}
