// Prices are given, or it would fetch them from the internet.
const { default: Openlit } = require('openlit');

Openlit.init({
  applicationName: 'bench',
  otlpEndpoint: process.env.OTEL_EXPORTER_OTLP_ENDPOINT,
  captureMessageContent: false,
  pricingJson: { chat: { 'gpt-4.1': { promptPrice: 0.002, completionPrice: 0.008 } } },
});
