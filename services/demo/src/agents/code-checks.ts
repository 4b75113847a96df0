/** One finding of {@link lintCode}. */
export interface Finding {
  /** From 1. */
  readonly line: number;
  readonly rule: string;
}

const RULES: readonly { readonly rule: string; readonly broken: (line: string) => boolean }[] = [
  { rule: 'no-unfinished-work', broken: (line) => line.includes('TODO') },
  { rule: 'line-length', broken: (line) => line.length > 2000 },
  { rule: 'no-trailing-space', broken: (line) => /\s$/.test(line) },
];

/** Checks a text line by line. */
export function lintCode(code: string): readonly Finding[] {
  return code
    .split('\n')
    .flatMap((line, index) =>
      RULES.filter(({ broken }) => broken(line)).map(({ rule }) => ({ line: index + 1, rule })),
    );
}

/** One test for each statement; a statement that is left undone fails its test. */
export function runTests(code: string): { readonly passed: number; readonly failed: number } {
  const statements = code.split(/[.;\n]+/).filter((statement) => statement.trim() !== '');
  const failed = statements.filter((statement) => statement.includes('TODO')).length;
  return { passed: statements.length - failed, failed };
}
