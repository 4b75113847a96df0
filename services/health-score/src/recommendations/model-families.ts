/** Models that can take each other's place, dearest first. */
interface ModelFamily {
  /** Values of `gen_ai.provider.name` under which they are called. */
  readonly providers: readonly string[];
  /** The provider in the price list whose prices hold. */
  readonly priceList: string;
  /** Without date: `gpt-4.1` stands for `gpt-4.1-2025-04-14` as well. */
  readonly models: readonly string[];
}

const OPENAI = { providers: ['openai', 'azure.ai.openai'], priceList: 'openai' } as const;
const ANTHROPIC = { providers: ['anthropic'], priceList: 'anthropic' } as const;
const GOOGLE = {
  providers: ['gcp.gemini', 'gcp.vertex_ai', 'gcp.gen_ai'],
  priceList: 'google',
} as const;

/**
 * The ladders. A step down stays with one provider and one generation, so that prompts, tools and
 * the way tokens are counted stay as they are, and what reasons stays with what reasons: between
 * the two the number of output tokens would change, and with it the saving.
 */
const FAMILIES: readonly ModelFamily[] = [
  { ...OPENAI, models: ['gpt-4.1', 'gpt-4.1-mini', 'gpt-4.1-nano'] },
  { ...OPENAI, models: ['gpt-4o', 'gpt-4o-mini'] },
  { ...OPENAI, models: ['gpt-5', 'gpt-5-mini', 'gpt-5-nano'] },
  { ...OPENAI, models: ['gpt-5.4', 'gpt-5.4-mini', 'gpt-5.4-nano'] },
  { ...OPENAI, models: ['o1', 'o3', 'o4-mini'] },
  { ...ANTHROPIC, models: ['claude-opus-4-1', 'claude-sonnet-4-5', 'claude-haiku-4-5'] },
  { ...ANTHROPIC, models: ['claude-opus-4-5', 'claude-sonnet-4-5', 'claude-haiku-4-5'] },
  { ...ANTHROPIC, models: ['claude-opus-4-6', 'claude-sonnet-4-6', 'claude-haiku-4-5'] },
  { ...GOOGLE, models: ['gemini-2.5-pro', 'gemini-2.5-flash', 'gemini-2.5-flash-lite'] },
  { ...GOOGLE, models: ['gemini-3-pro-preview', 'gemini-3-flash-preview'] },
  {
    providers: ['mistral_ai'],
    priceList: 'mistral',
    models: ['mistral-large', 'mistral-medium', 'mistral-small'],
  },
];

/** A model without the date or the `latest` of its name. */
export function undated(model: string): string {
  return model.replace(/-(\d{4}-\d{2}-\d{2}|\d{8}|latest)$/, '');
}

/** The family of a model and the cheaper models of it, the next one first. */
export function cheaperModels(
  provider: string,
  model: string,
): { readonly priceList: string; readonly models: readonly string[] } | undefined {
  const name = undated(model);
  const family = FAMILIES.find(
    ({ providers, models }) => providers.includes(provider) && models.includes(name),
  );
  if (family === undefined) return undefined;
  const { priceList, models } = family;
  return { priceList, models: models.slice(models.indexOf(name) + 1) };
}

/** The provider in the price list; its own name where it is no different. */
export function priceListOf(provider: string): string {
  return FAMILIES.find(({ providers }) => providers.includes(provider))?.priceList ?? provider;
}
