import { ATTR } from '@agent-vitals/instrumentation/semconv';
import { findProvider } from '@pydantic/genai-prices';
import { FOREIGN_GEN_AI, INFERENCE, PASSING } from './foreign.js';
import { attribute, has, lacks, text, type StatementGroup } from './ottl.js';
import { whenActive } from './price-constraints.js';
import { whenModel } from './price-match.js';
import { PRICED_PROVIDERS, type PricedProvider } from './priced-providers.js';
import { ratesByTier, type Rates } from './rates.js';

const passing = (name: string): string => attribute(`${PASSING}${name}`);
const MODEL = passing('model');
const RATES = passing('rates');

/** The parts of a usage, in tokens; 0 where they are not told. */
const USAGE = {
  input: ATTR.usageInputTokens,
  output: ATTR.usageOutputTokens,
  cacheRead: ATTR.usageCacheReadInputTokens,
  cacheWrite: ATTR.usageCacheWriteInputTokens,
  reasoning: ATTR.usageReasoningOutputTokens,
} as const;

const decimal = (value: number): string => (Number.isInteger(value) ? `${value}.0` : `${value}`);

const listOf = ({ call, input, output, cacheRead, cacheWrite, reasoning }: Rates): string =>
  `[${[call, input, output, cacheRead, cacheWrite, reasoning].map(decimal).join(', ')}]`;

const prepare: StatementGroup = {
  conditions: [`${FOREIGN_GEN_AI} and ${INFERENCE}`],
  statements: [
    `set(${MODEL}, ToLowerCase(Coalesce([${attribute(ATTR.responseModel)}, ${attribute(ATTR.requestModel)}, ""])))`,
    ...Object.entries(USAGE).flatMap(([part, name]) => [
      `set(${passing(part)}, 0.0)`,
      `set(${passing(part)}, Double(${attribute(name)})) where ${has(name)}`,
    ]),
  ],
};

/** The rates of one provider's models: the last price that is in force, at the tier of the call. */
const ratesOf = ({ names, listId }: PricedProvider): StatementGroup => ({
  conditions: names.map(
    (name) => `${has(`${PASSING}model`)} and ${attribute(ATTR.providerName)} == ${text(name)}`,
  ),
  statements: (findProvider({ providerId: listId })?.models ?? []).flatMap(({ match, prices }) => {
    const priced = (Array.isArray(prices) ? prices : [{ prices }]).toReversed();
    return priced.flatMap(({ prices: at, ...active }) =>
      ratesByTier(at).map(({ above, rates }) =>
        [
          `set(${RATES}, ${listOf(rates)}) where ${lacks(`${PASSING}rates`)} and ${whenModel(match, MODEL)}`,
          ...whenActive(active.constraint),
          ...(above === 0 ? [] : [`${passing('input')} > ${decimal(above)}`]),
        ].join(' and '),
      ),
    );
  }),
});

const MILLION = '1000000.0';

const price: StatementGroup = {
  conditions: [`${FOREIGN_GEN_AI} and ${has(`${PASSING}rates`)}`],
  statements: [
    // A usage that contradicts itself has no price, as in the instrumentation.
    `set(${attribute(ATTR.llmCost)}, ${RATES}[0] + ((${passing('input')} - ${passing('cacheRead')} - ${passing('cacheWrite')}) * ${RATES}[1] + (${passing('output')} - ${passing('reasoning')}) * ${RATES}[2] + ${passing('cacheRead')} * ${RATES}[3] + ${passing('cacheWrite')} * ${RATES}[4] + ${passing('reasoning')} * ${RATES}[5]) / ${MILLION}) where ${lacks(ATTR.llmCost)} and (${has(USAGE.input)} or ${has(USAGE.output)}) and ${passing('input')} >= ${passing('cacheRead')} + ${passing('cacheWrite')} and ${passing('output')} >= ${passing('reasoning')}`,
  ],
};

const tidy: StatementGroup = {
  conditions: [FOREIGN_GEN_AI],
  statements: [
    `delete_matching_keys(span.attributes, ${text(`^${PASSING.replaceAll('.', '\\.')}`)})`,
  ],
};

/** Tells of each call to a model what it costs, from the list that the instrumentation has too. */
export const createPriceStatements = (): readonly StatementGroup[] => [
  prepare,
  ...PRICED_PROVIDERS.map(ratesOf),
  price,
  tidy,
];
