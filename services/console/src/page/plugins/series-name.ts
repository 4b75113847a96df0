/** The name of a series by its labels: `{{label}}` stands for a label's value. */
export const seriesName = (format: string, labels: Readonly<Record<string, string>>): string =>
  format.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, label: string) => labels[label] ?? '');
