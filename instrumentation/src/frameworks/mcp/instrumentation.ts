import {
  InstrumentationBase,
  InstrumentationNodeModuleDefinition,
  InstrumentationNodeModuleFile,
  type InstrumentationConfig,
} from '@opentelemetry/instrumentation';
import { Hook } from 'require-in-the-middle';
import { guard } from '../../guard.js';
import { fieldsOf } from '../../providers/fields.js';
import { SCOPE_NAME, SCOPE_VERSION } from '../../scope.js';
import { observeStartedTransport, observeTransport } from './observe-transport.js';

type Connect = (this: unknown, transport: unknown, ...rest: unknown[]) => unknown;
type Connecting = { connect: Connect };

/** Version 1 is one package, and keeps what both ends share in a file of its own. */
const FILE_V1 = '@modelcontextprotocol/sdk/dist/esm/shared/protocol.js';

/**
 * The same for CommonJS. Version 1 names a main file that it does not have, and the common hook
 * for `require` passes over such packages; a hook for this one file, named without its ending, does
 * not.
 */
const COMMONJS_FILE_V1 = '@modelcontextprotocol/sdk/dist/cjs/shared/protocol';

/** Version 2 is a package for each end, with a copy of what they share in each. */
const PACKAGES_V2 = ['@modelcontextprotocol/client', '@modelcontextprotocol/server'];

/** The client that the AI SDK has for its tools, by the names under which it makes one. */
const AI_SDK_CLIENT = '@ai-sdk/mcp';
const AI_SDK_CREATE = ['createMCPClient', 'experimental_createMCPClient'];

type Create = (this: unknown, config: unknown) => Promise<unknown>;

const observedCreate = (create: Create): Create =>
  async function observedCreateClient(config) {
    guard('observing an MCP transport', () => observeTransport(fieldsOf(config)['transport']));
    const client = await create.call(this, config);
    // The client's own transports are not to be had before: all but the first exchange is seen.
    guard('observing an MCP transport', () =>
      observeStartedTransport(fieldsOf(client)['transport']),
    );
    return client;
  };

const VERSION_1 = ['>=1.0.0 <2'];
const VERSION_2 = ['>=2.0.0 <3'];

const observed = (connect: Connect): Connect =>
  function observedConnect(transport, ...rest) {
    guard('observing an MCP transport', () => observeTransport(transport));
    return connect.call(this, transport, ...rest);
  };

const protocolOf = (moduleExports: unknown): Connecting | undefined => {
  const prototype = fieldsOf(fieldsOf(moduleExports)['Protocol'])['prototype'];
  return typeof fieldsOf(prototype)['connect'] === 'function'
    ? (prototype as Connecting)
    : undefined;
};

/**
 * Spans and metrics for clients and servers of the Model Context Protocol, over any transport, and
 * the context in the requests between them.
 * https://github.com/open-telemetry/semantic-conventions-genai/blob/main/docs/gen-ai/mcp.md
 */
export class McpInstrumentation extends InstrumentationBase {
  // Without initial values: the base class fills these before fields would be initialised.
  declare private commonJs: InstrumentationNodeModuleFile;
  declare private hook?: Hook;

  constructor(config: InstrumentationConfig = {}) {
    super(`${SCOPE_NAME}/mcp`, SCOPE_VERSION, config);
  }

  protected override init(): InstrumentationNodeModuleDefinition[] {
    const patch = (moduleExports: unknown): unknown => {
      const protocol = protocolOf(moduleExports);
      if (protocol !== undefined) this._wrap(protocol, 'connect', observed);
      return moduleExports;
    };
    const unpatch = (moduleExports: unknown): void => {
      const protocol = protocolOf(moduleExports);
      if (protocol !== undefined) this._unwrap(protocol, 'connect');
    };
    const file = (name: string): InstrumentationNodeModuleFile =>
      new InstrumentationNodeModuleFile(name, VERSION_1, patch, unpatch);
    this.commonJs = file(COMMONJS_FILE_V1);
    const v1 = new InstrumentationNodeModuleDefinition(
      '@modelcontextprotocol/sdk',
      VERSION_1,
      undefined,
      undefined,
      [file(FILE_V1), this.commonJs],
    );
    const v2 = PACKAGES_V2.map(
      (name) => new InstrumentationNodeModuleDefinition(name, VERSION_2, patch, unpatch),
    );
    const aiSdk = new InstrumentationNodeModuleDefinition(
      AI_SDK_CLIENT,
      VERSION_2,
      (moduleExports: Record<string, Create>) => {
        for (const name of AI_SDK_CREATE) {
          if (name in moduleExports) this._wrap(moduleExports, name, observedCreate);
        }
        return moduleExports;
      },
      (moduleExports: Record<string, Create>) => {
        for (const name of AI_SDK_CREATE) {
          if (name in moduleExports) this._unwrap(moduleExports, name);
        }
      },
    );
    return [v1, ...v2, aiSdk];
  }

  override enable(): void {
    super.enable();
    const { commonJs } = this;
    this.hook ??= new Hook([COMMONJS_FILE_V1], { internals: true }, (moduleExports) => {
      // As the common hook does, for those who ask what was patched.
      Object.assign(commonJs, { moduleExports });
      return this.isEnabled() ? commonJs.patch(moduleExports) : moduleExports;
    });
  }
}
