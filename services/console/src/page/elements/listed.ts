/** Titles in a sentence: "Models, Prompts and Database". */
export const listed = (titles: readonly string[]): string =>
  new Intl.ListFormat('en', { type: 'conjunction' }).format(titles);
