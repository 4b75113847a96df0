export { createGaugeSink, type Gauge, type GaugeSink, type Measurement } from './gauge-sink.js';
export { createLogSink, type LogSink } from './log-sink.js';
export { repeat, type Repetition } from './repeat.js';
