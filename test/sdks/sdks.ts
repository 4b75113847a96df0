/** An SDK of others whose telemetry is recorded. */
export interface Sdk {
  /** Of the sample's file, with the version of the SDK. */
  readonly name: string;
  readonly language: 'node' | 'python';
  /** What is installed, the SDK first, each with its exact version. */
  readonly packages: readonly string[];
  /** The application in `apps` that uses it. */
  readonly app: string;
  /** Programs before the application's file. Default: Node or Python alone. */
  readonly launcher?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const NODE_SDK = '@opentelemetry/sdk-node@0.301.0';

/** What those SDKs are sold as: to send metrics and logs too where they can. */
const EVERYTHING = {
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
  OTEL_TRACES_EXPORTER: 'otlp',
  OTEL_METRICS_EXPORTER: 'otlp',
  OTEL_LOGS_EXPORTER: 'otlp',
} as const;

/** Every SDK that a sample is kept of. */
export const SDKS: readonly Sdk[] = [
  {
    name: 'openllmetry-js-0.27.0',
    language: 'node',
    packages: ['@traceloop/node-server-sdk@0.27.0', 'openai@6.49.0'],
    app: 'openllmetry.mjs',
  },
  {
    name: 'openllmetry-python-0.62.4',
    language: 'python',
    // It does not say that it needs httpx.
    packages: ['traceloop-sdk==0.62.4', 'openai==3.57.0', 'httpx==0.28.1'],
    app: 'openllmetry.py',
  },
  {
    name: 'openinference-js-4.2.7',
    language: 'node',
    packages: ['@arizeai/openinference-instrumentation-openai@4.2.7', NODE_SDK, 'openai@6.49.0'],
    app: 'openinference.mjs',
    env: { ...EVERYTHING },
  },
  {
    name: 'openinference-python-0.1.66',
    language: 'python',
    packages: [
      'openinference-instrumentation-openai==0.1.66',
      'openinference-instrumentation==0.1.72',
      'opentelemetry-sdk==1.45.2',
      'opentelemetry-exporter-otlp-proto-http==1.45.2',
      'openai==3.57.0',
    ],
    // Of another name than the package, which it would hide.
    app: 'openinference_spans.py',
  },
  {
    name: 'ai-sdk-6.0.326',
    language: 'node',
    packages: ['ai@6.0.326', '@ai-sdk/openai@3.0.141', 'zod@4.6.7', NODE_SDK],
    app: 'ai-sdk.mjs',
    env: { ...EVERYTHING },
  },
  {
    name: 'ai-sdk-7.0.173',
    language: 'node',
    packages: [
      'ai@7.0.173',
      '@ai-sdk/otel@1.0.173',
      '@ai-sdk/openai@4.0.118',
      'zod@4.6.7',
      NODE_SDK,
    ],
    app: 'ai-sdk.mjs',
    env: { ...EVERYTHING, SEPARATE_TELEMETRY: 'true' },
  },
  {
    // As most still run it, with the conventions of 2024.
    name: 'opentelemetry-python-openai-2.0b0',
    language: 'python',
    packages: [
      'opentelemetry-instrumentation-openai-v2==2.0b0',
      'opentelemetry-distro==0.49b0',
      'opentelemetry-exporter-otlp-proto-http==1.28.0',
      'openai==1.109.1',
      // Its instrumentation of that time asks for pkg_resources.
      'setuptools==75.8.0',
    ],
    app: 'openai-v2.py',
    launcher: 'opentelemetry-instrument',
    env: { ...EVERYTHING, OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'true' },
  },
  {
    name: 'opentelemetry-python-openai-2.4b0',
    language: 'python',
    packages: [
      'opentelemetry-instrumentation-openai-v2==2.4b0',
      // It takes any newer one, and works with that of its own time.
      'opentelemetry-util-genai==0.4b0',
      'opentelemetry-distro==0.66b2',
      'opentelemetry-exporter-otlp-proto-http==1.45.2',
      'openai==1.109.1',
    ],
    app: 'openai-v2.py',
    launcher: 'opentelemetry-instrument',
    env: {
      ...EVERYTHING,
      OTEL_SEMCONV_STABILITY_OPT_IN: 'gen_ai_latest_experimental',
      OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'span_and_event',
    },
  },
];
