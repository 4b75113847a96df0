import { createRedactor, type Redactor } from './redactor.js';

let active: Redactor = createRedactor();

/** The redactor of this process. */
export function redactor(): Redactor {
  return active;
}

/** Sets what is masked besides the built-in patterns. */
export function setRedactionPatterns(patterns: readonly RegExp[]): void {
  active = createRedactor(patterns);
}
