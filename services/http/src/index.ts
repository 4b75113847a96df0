export { createApi, type ApiOptions } from './api.js';
export { createHostCheck, LOOPBACK_HOSTS } from './host-check.js';
export {
  defineOperation,
  type Operation,
  type OperationDescription,
  type OperationKind,
} from './operation.js';
export { prepare, type PreparedAnswer } from './prepared-answer.js';
export { badParameters, Problem } from './problem.js';
export { serve, type HttpServer } from './serve.js';
export {
  addressSetting,
  hostsSetting,
  parseSettings,
  portSetting,
  tokenSetting,
} from './settings.js';
export { TIME_FORMATS, timeParameter } from './time-parameter.js';
