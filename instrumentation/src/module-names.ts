/** The package of a module: `mysql2` of `mysql2/promise.js`, `@redis/client` of its files. */
export function packageOf(module: string): string {
  return module.split('/', module.startsWith('@') ? 2 : 1).join('/');
}
