import type { Random } from '../random.js';
import type { JsonSchema } from './chat-request.js';

/** What a generated value depends on. */
export interface Subject {
  /** How good the work that the model is looking at is, 0 to 1. */
  readonly quality: number;
  /** The text that the model is asked about. */
  readonly text: string;
  /** Makes prose of about so many tokens. */
  readonly prose: (tokens: number) => string;
}

/**
 * Makes a value that fits a JSON Schema: arguments of a tool, or a structured answer. Of an enum
 * the first value stands for good work; a number with bounds follows the quality between them;
 * a text called `query` or `title` is taken from the subject.
 */
export function fillSchema(
  schema: JsonSchema,
  subject: Subject,
  random: Random,
  name = '',
): unknown {
  if (schema.enum !== undefined) {
    const [good, ...others] = schema.enum;
    // Work of 0.8 and more passes nearly always, work below 0.6 hardly ever.
    const passes = random.chance(Math.min(0.97, Math.max(0.05, (subject.quality - 0.6) * 4.6)));
    return passes ? good : (others[0] ?? good);
  }
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((key) => [
          key,
          fillSchema((schema.properties?.[key] ?? {}) as JsonSchema, subject, random, key),
        ]),
      );
    case 'array':
      return [fillSchema((schema.items ?? {}) as JsonSchema, subject, random, name)];
    case 'number':
    case 'integer':
      return fillNumber(schema, subject.quality, random);
    case 'boolean':
      return random.chance(subject.quality);
    default:
      return name === 'code' ? subject.text.slice(-2000) : fillText(name, subject);
  }
}

function fillNumber(schema: JsonSchema, quality: number, random: Random): number {
  const { minimum = 0, maximum = 1 } = schema;
  const share = Math.min(1, Math.max(0, quality + 0.04 * random.normal()));
  const value = minimum + share * (maximum - minimum);
  return schema.type === 'integer' ? Math.round(value) : Number(value.toFixed(2));
}

function fillText(name: string, { text, prose }: Subject): string {
  if (name !== 'query' && name !== 'title') return prose(30);
  return (text.match(/[A-Za-z]{4,}/g) ?? ['service']).slice(0, 4).join(' ');
}
