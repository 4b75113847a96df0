/** A method of one of the framework's classes. */
export type Method = (this: unknown, ...args: unknown[]) => unknown;
