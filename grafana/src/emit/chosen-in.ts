/** Values of variables as parts of the query of an address, in either program. */
export const chosenIn = (choose: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(choose).map(([name, value]) => `var-${name}=${encodeURIComponent(value)}`);
