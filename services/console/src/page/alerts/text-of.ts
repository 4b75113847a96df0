/** A form, or the query of an address. */
export interface Fields {
  get(name: string): unknown;
}

/** The text of a field without the space around it; empty where there is none. */
export function textOf(fields: Fields, name: string): string {
  const value = fields.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
