import type { TracerProvider } from '@opentelemetry/api';
import { measuringDatabaseCalls } from './database-duration.js';
import { measuringFailedConnections } from './failed-connections.js';
import { withoutExports } from './libraries/export-requests.js';
import { sendCallerAlong } from './libraries/kafka-message.js';
import type { Environment } from './settings.js';

/** An instrumentation of OpenTelemetry's own, each in its package. */
export interface EcosystemEntry {
  /** Its package, which is its name in options and variables too. */
  readonly name: `@opentelemetry/instrumentation-${string}`;
  /** The class that the package exports. */
  readonly exported: string;
  /** The modules, and the files of modules, that it patches. */
  readonly modules: readonly string[];
  /** Makes what it is configured with from what the application says. */
  readonly configure?: (given: object) => object;
  /** Makes the provider of its spans, where what they tell becomes a metric that it lacks. */
  readonly measured?: (provider: TracerProvider) => TracerProvider;
  /**
   * True where it is loaded at the start; the others are when one of their modules is. What is
   * patched inside Node has no module of its own to wait for.
   */
  readonly atStart?: (env: Environment) => boolean;
}

/**
 * What of Node's ecosystem is instrumented. Not here, because a span for each is noise around an
 * agent: files, names and sockets (fs, dns, net), and the router of Express 5, which tells the
 * same as Express.
 */
export const ECOSYSTEM: readonly EcosystemEntry[] = [
  {
    name: '@opentelemetry/instrumentation-amqplib',
    exported: 'AmqplibInstrumentation',
    modules: [
      'amqplib',
      'amqplib/lib/channel_model.js',
      'amqplib/lib/connect.js',
      'amqplib/lib/callback_model.js',
    ],
  },
  {
    name: '@opentelemetry/instrumentation-aws-lambda',
    exported: 'AwsLambdaInstrumentation',
    modules: [],
    atStart: (env) => env['LAMBDA_TASK_ROOT'] !== undefined,
  },
  {
    name: '@opentelemetry/instrumentation-aws-sdk',
    exported: 'AwsInstrumentation',
    modules: [
      '@aws-sdk/middleware-stack',
      '@aws-sdk/middleware-stack/dist/cjs/MiddlewareStack.js',
      '@aws-sdk/middleware-stack/dist-cjs/MiddlewareStack.js',
      '@smithy/middleware-stack',
      '@smithy/core',
      '@smithy/core/dist-cjs/submodules/client/index.js',
      '@aws-sdk/smithy-client',
      '@smithy/smithy-client',
    ],
  },
  {
    name: '@opentelemetry/instrumentation-bunyan',
    exported: 'BunyanInstrumentation',
    modules: ['bunyan'],
  },
  {
    name: '@opentelemetry/instrumentation-cassandra-driver',
    exported: 'CassandraDriverInstrumentation',
    measured: measuringDatabaseCalls,
    modules: ['cassandra-driver', 'cassandra-driver/lib/request-execution.js'],
  },
  {
    name: '@opentelemetry/instrumentation-connect',
    exported: 'ConnectInstrumentation',
    modules: ['connect'],
  },
  {
    name: '@opentelemetry/instrumentation-dataloader',
    exported: 'DataloaderInstrumentation',
    modules: ['dataloader'],
  },
  {
    name: '@opentelemetry/instrumentation-express',
    exported: 'ExpressInstrumentation',
    modules: ['express'],
  },
  {
    name: '@opentelemetry/instrumentation-generic-pool',
    exported: 'GenericPoolInstrumentation',
    modules: ['generic-pool'],
  },
  {
    name: '@opentelemetry/instrumentation-graphql',
    exported: 'GraphQLInstrumentation',
    modules: [
      'graphql',
      'graphql/execution/execute.js',
      'graphql/language/parser.js',
      'graphql/validation/validate.js',
    ],
  },
  {
    name: '@opentelemetry/instrumentation-grpc',
    exported: 'GrpcInstrumentation',
    modules: ['@grpc/grpc-js'],
  },
  {
    name: '@opentelemetry/instrumentation-hapi',
    exported: 'HapiInstrumentation',
    modules: ['@hapi/hapi'],
  },
  {
    name: '@opentelemetry/instrumentation-http',
    exported: 'HttpInstrumentation',
    configure: withoutExports,
    modules: ['https', 'http'],
    atStart: () => true,
  },
  {
    name: '@opentelemetry/instrumentation-ioredis',
    exported: 'IORedisInstrumentation',
    measured: measuringDatabaseCalls,
    modules: ['ioredis'],
  },
  {
    name: '@opentelemetry/instrumentation-kafkajs',
    exported: 'KafkaJsInstrumentation',
    configure: (given) => ({ producerHook: sendCallerAlong, ...given }),
    modules: ['kafkajs', 'kafkajs/src/producer/index.js', 'kafkajs/src/consumer/index.js'],
  },
  {
    name: '@opentelemetry/instrumentation-knex',
    exported: 'KnexInstrumentation',
    modules: [
      'knex',
      'knex/src/client.js',
      'knex/lib/client.js',
      'knex/src/runner.js',
      'knex/lib/runner.js',
      'knex/lib/execution/runner.js',
    ],
  },
  {
    name: '@opentelemetry/instrumentation-koa',
    exported: 'KoaInstrumentation',
    modules: ['koa'],
  },
  {
    name: '@opentelemetry/instrumentation-lru-memoizer',
    exported: 'LruMemoizerInstrumentation',
    modules: ['lru-memoizer'],
  },
  {
    name: '@opentelemetry/instrumentation-memcached',
    exported: 'MemcachedInstrumentation',
    measured: measuringDatabaseCalls,
    modules: ['memcached'],
  },
  {
    name: '@opentelemetry/instrumentation-mongodb',
    exported: 'MongoDBInstrumentation',
    measured: measuringDatabaseCalls,
    modules: [
      'mongodb',
      'mongodb/lib/core/wireprotocol/index.js',
      'mongodb/lib/cmap/connection.js',
      'mongodb/lib/cmap/connection_pool.js',
      'mongodb/lib/cmap/connect.js',
      'mongodb/lib/sessions.js',
    ],
  },
  {
    name: '@opentelemetry/instrumentation-mongoose',
    exported: 'MongooseInstrumentation',
    modules: ['mongoose'],
  },
  {
    name: '@opentelemetry/instrumentation-mysql2',
    exported: 'MySQL2Instrumentation',
    measured: measuringDatabaseCalls,
    modules: ['mysql2', 'mysql2/promise.js', 'mysql2/lib/connection.js'],
  },
  {
    name: '@opentelemetry/instrumentation-mysql',
    exported: 'MySQLInstrumentation',
    measured: measuringDatabaseCalls,
    modules: ['mysql'],
  },
  {
    name: '@opentelemetry/instrumentation-nestjs-core',
    exported: 'NestInstrumentation',
    modules: [
      '@nestjs/core',
      '@nestjs/core/nest-factory.js',
      '@nestjs/core/router/router-execution-context.js',
    ],
  },
  {
    name: '@opentelemetry/instrumentation-oracledb',
    exported: 'OracleInstrumentation',
    measured: measuringDatabaseCalls,
    modules: ['oracledb'],
  },
  {
    name: '@opentelemetry/instrumentation-pg',
    exported: 'PgInstrumentation',
    measured: measuringFailedConnections,
    modules: ['pg', 'pg/lib/client.js', 'pg/lib/native/client.js', 'pg-pool'],
  },
  {
    name: '@opentelemetry/instrumentation-pino',
    exported: 'PinoInstrumentation',
    modules: ['pino'],
  },
  {
    name: '@opentelemetry/instrumentation-redis',
    exported: 'RedisInstrumentation',
    measured: measuringDatabaseCalls,
    modules: ['redis', '@redis/client', '@node-redis/client'],
  },
  {
    name: '@opentelemetry/instrumentation-restify',
    exported: 'RestifyInstrumentation',
    modules: ['restify', 'restify/lib/server.js'],
  },
  {
    name: '@opentelemetry/instrumentation-runtime-node',
    exported: 'RuntimeNodeInstrumentation',
    modules: [],
    atStart: () => true,
  },
  {
    name: '@opentelemetry/instrumentation-socket.io',
    exported: 'SocketIoInstrumentation',
    modules: [
      'socket.io',
      'socket.io/dist/broadcast-operator.js',
      'socket.io/dist/namespace.js',
      'socket.io/dist/socket.js',
      'socket.io/lib/namespace.js',
      'socket.io/lib/socket.js',
    ],
  },
  {
    name: '@opentelemetry/instrumentation-tedious',
    exported: 'TediousInstrumentation',
    measured: measuringDatabaseCalls,
    modules: ['tedious'],
  },
  {
    name: '@opentelemetry/instrumentation-undici',
    exported: 'UndiciInstrumentation',
    modules: [],
    atStart: () => true,
  },
  {
    name: '@opentelemetry/instrumentation-winston',
    exported: 'WinstonInstrumentation',
    modules: ['winston', 'winston/lib/winston/logger.js'],
  },
];
