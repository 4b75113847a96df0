export { generate, type GeneratedFile, type GenerateOptions } from './generated.js';
export { ConfigError, loadVitalsConfig, parseVitalsConfig } from './load.js';
export { vitalsSchema, type VitalsConfig } from './schema.js';
