import { InstrumentationBase, type InstrumentationConfig } from '@opentelemetry/instrumentation';
import { SCOPE_NAME, SCOPE_VERSION } from '../../scope.js';
import { createAiSdkTelemetry, type AiSdkTelemetry } from './telemetry.js';

/** Where `registerTelemetry()` of every copy of the AI SDK keeps whom it reports to. */
const registry = globalThis as { AI_SDK_TELEMETRY_INTEGRATIONS?: unknown[] };

/**
 * Spans and metrics for the Vercel AI SDK, from version 7. The SDK reports to whoever is in its
 * global registry at the time of a call, so nothing is patched: it works in bundles too, and
 * where the SDK was loaded before.
 */
export class AiSdkInstrumentation extends InstrumentationBase {
  // Without an initial value: the base class enables this before fields would be initialised.
  declare private telemetry?: AiSdkTelemetry;

  constructor(config: InstrumentationConfig = {}) {
    super(`${SCOPE_NAME}/ai`, SCOPE_VERSION, config);
  }

  protected override init(): void {}

  override enable(): void {
    super.enable();
    this.telemetry ??= createAiSdkTelemetry();
    registry.AI_SDK_TELEMETRY_INTEGRATIONS ??= [];
    if (!registry.AI_SDK_TELEMETRY_INTEGRATIONS.includes(this.telemetry)) {
      registry.AI_SDK_TELEMETRY_INTEGRATIONS.push(this.telemetry);
    }
  }

  override disable(): void {
    super.disable();
    const registered = registry.AI_SDK_TELEMETRY_INTEGRATIONS ?? [];
    const index = registered.indexOf(this.telemetry);
    if (index >= 0) registered.splice(index, 1);
  }
}
