import { ATTR, OPERATION } from '@agent-vitals/instrumentation/semconv';
import { FOREIGN, FOREIGN_GEN_AI, INFERENCE, isOperation } from './foreign.js';
import { OPERATION_RULES, RENAMED_OPERATIONS, type OperationRule } from './operations.js';
import { attribute, has, lacks, matches, set, text, type StatementGroup } from './ottl.js';
import { PROVIDER_NAMES } from './providers.js';
import { SDK_ATTRIBUTES, type Conversion } from './sdk-attributes.js';

const operation = attribute(ATTR.operationName);

const setOperation = ({ when, operation: name }: OperationRule): string =>
  set(operation, text(name), when);

/** Tells each span that is an operation of the contract which one it is. */
export const recognise: readonly StatementGroup[] = [
  {
    conditions: [`${FOREIGN} and ${lacks(ATTR.operationName)}`],
    statements: OPERATION_RULES.map((rule) =>
      setOperation({ ...rule, when: `${lacks(ATTR.operationName)} and ${rule.when}` }),
    ),
  },
];

const CONVERSIONS: Readonly<Record<Conversion, (path: string) => string>> = {
  same: (path) => path,
  text: (path) => `String(${path})`,
  list: (path) => `[${path}]`,
  milliseconds: (path) => `Double(${path}) / 1000.0`,
};

const rename = SDK_ATTRIBUTES.flatMap(({ theirs, ours, conversion = 'same' }) => [
  set(
    attribute(ours),
    CONVERSIONS[conversion](attribute(theirs)),
    `${lacks(ours)} and ${has(theirs)}`,
  ),
  `delete_key(span.attributes, ${text(theirs)})`,
]);

/** What spans of wrapped functions are called: by OpenLLMetry in an attribute, else by their name. */
const OWN_NAME = 'traceloop.entity.name';
const nameOfOperation = (
  [
    [OPERATION.invokeAgent, ATTR.agentName],
    [OPERATION.executeTool, ATTR.toolName],
    [OPERATION.invokeWorkflow, ATTR.workflowName],
  ] as const
).flatMap(([of, name]) => [
  set(attribute(name), attribute(OWN_NAME), `${isOperation(of)} and ${has(OWN_NAME)}`),
  set(
    attribute(name),
    'span.name',
    `${isOperation(of)} and ${lacks(name)} and ${has('openinference.span.kind')}`,
  ),
]);

/** OpenLLMetry for JavaScript calls an agent the workflow of what is in it. */
const WORKFLOW = 'traceloop.workflow.name';
const workflow = [
  set(
    attribute(ATTR.workflowName),
    attribute(WORKFLOW),
    `${lacks(ATTR.workflowName)} and ${has(WORKFLOW)} and ${attribute(WORKFLOW)} != ${attribute(ATTR.agentName)}`,
  ),
  `delete_key(span.attributes, ${text(WORKFLOW)})`,
];

/** OpenInference has the model that answered as an attribute, the one asked for among the parameters. */
const models = [
  ...['llm.invocation_parameters', 'embedding.invocation_parameters'].map((parameters) =>
    set(
      attribute(ATTR.requestModel),
      `ParseJSON(${attribute(parameters)})["model"]`,
      `${lacks(ATTR.requestModel)} and ${matches(attribute(parameters), '"model"\\s*:\\s*"')}`,
    ),
  ),
  set(
    attribute(ATTR.requestModel),
    attribute(ATTR.responseModel),
    `${lacks(ATTR.requestModel)} and ${INFERENCE}`,
  ),
];

const provider = attribute(ATTR.providerName);
const providers = PROVIDER_NAMES.map(([pattern, name]) =>
  set(
    provider,
    text(name),
    // What is right already would match a later row too: Azure's name contains OpenAI's.
    `${matches(provider, `^(?i)(?:${pattern})`)} and not ${matches(provider, `^(?:${PROVIDER_NAMES.map(([, ours]) => ours.replaceAll('.', '\\.')).join('|')})$`)}`,
  ),
);

const FINISH_REASONS: readonly (readonly [theirs: string, ours: string])[] = [
  ['tool-calls', 'tool_calls'],
  ['tool_call', 'tool_calls'],
  ['content-filter', 'content_filter'],
];
const reasons = attribute(ATTR.responseFinishReasons);
const finishReasons = FINISH_REASONS.map(([theirs, ours]) =>
  set(`${reasons}[0]`, text(ours), `IsList(${reasons}) and ${reasons}[0] == ${text(theirs)}`),
);

const BASE_URL = 'gen_ai.openai.api_base';
const SERVER = '^https?://(?P<address>[^/:]+)(?::(?P<port>\\d+))?';
const serverPart = (part: string): string =>
  `ExtractPatterns(${attribute(BASE_URL)}, ${text(SERVER)})[${text(part)}]`;
const server = [
  set(
    attribute(ATTR.serverAddress),
    serverPart('address'),
    `${lacks(ATTR.serverAddress)} and ${matches(attribute(BASE_URL), SERVER)}`,
  ),
  set(
    attribute(ATTR.serverPort),
    `Int(${serverPart('port')})`,
    `${lacks(ATTR.serverPort)} and ${matches(attribute(BASE_URL), '^https?://[^/]+:\\d')}`,
  ),
];

/** Gives what is told the contract’s names and values. */
export const normalise: readonly StatementGroup[] = [
  {
    conditions: [FOREIGN_GEN_AI],
    statements: [
      ...rename,
      ...nameOfOperation,
      ...workflow,
      ...models,
      ...providers,
      ...finishReasons,
      ...server,
      ...RENAMED_OPERATIONS.map(setOperation),
    ],
  },
];
