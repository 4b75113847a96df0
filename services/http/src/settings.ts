import { z } from 'zod';

/** A port to listen on; 0 takes a free one. */
export const portSetting: z.ZodCoercedNumber = z.coerce.number().int().min(0).max(65_535);

/** Where another program is, such as `http://127.0.0.1:9090`. */
export const addressSetting: z.ZodURL = z.url({ protocol: /^https?$/ });

/** Host names, separated by commas. */
export const hostsSetting: z.ZodPipe<
  z.ZodDefault<z.ZodString>,
  z.ZodTransform<string[], string>
> = z
  .string()
  .default('')
  .transform((names) => names.split(',').flatMap((name) => name.trim().toLowerCase() || []));

/** What a caller must send as `Authorization: Bearer …`. */
export const tokenSetting: z.ZodOptional<z.ZodString> = z
  .string()
  .min(16, 'must have at least 16 characters, such as those of "openssl rand -hex 32"')
  .optional();

/**
 * Reads settings from an environment; empty means unset.
 * @param secret variables whose values are never repeated
 * @throws {Error} a setting cannot be used; the message names each with what it holds, but for secrets
 */
export function parseSettings<S extends z.ZodObject>(
  schema: S,
  env: NodeJS.ProcessEnv,
  secret: readonly string[] = [],
): z.output<S> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw new Error(
    result.error.issues
      .map(({ path, message }) => {
        const name = String(path[0]);
        const holds = secret.includes(name) ? '' : ` (it holds ${JSON.stringify(env[name])})`;
        return `${name}: ${message}${holds}`;
      })
      .join('\n'),
  );
}
