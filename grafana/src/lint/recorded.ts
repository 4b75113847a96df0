import { INDICATORS, type IndicatorKey } from '@agent-vitals/config';
import { FAILED, GENERAL, metric } from '../metrics.js';

/** A query over raw series that a rule has an answer to: over months it would read all of them. */
interface Instead {
  readonly raw: RegExp;
  readonly recorded: string;
}

/** The 95th percentile by exactly these labels. */
const p95 = (indicator: IndicatorKey, histogram: string, by: string): Instead => ({
  raw: new RegExp(
    `histogram_quantile\\(0\\.95, sum by \\(${by}\\) \\(rate\\(${histogram}\\{[^}]*\\}\\[`,
  ),
  recorded: INDICATORS[indicator].series,
});

const literally = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Failures of one histogram divided by all of the same. */
const ratio = (indicator: IndicatorKey, histogram: string, failed: string): Instead => ({
  raw: new RegExp(`${histogram}\\{[^}]*${literally(failed)}[^}]*\\}.* / .*${histogram}`),
  recorded: INDICATORS[indicator].series,
});

const agent = 'gen_ai_agent_name';

/** Every query that must not be asked, with the series to ask for instead. */
export const RECORDED_INSTEAD: readonly Instead[] = [
  p95('agents.durationP95', metric('invokeAgentDuration'), agent),
  p95('agents.callsPerInvocation', metric('invokeAgentInferenceCalls'), agent),
  p95('workflows.durationP95', metric('invokeWorkflowDuration'), 'gen_ai_workflow_name'),
  p95('database.promptLookupP95', metric('promptLookupDuration'), 'agent_vitals_prompt_store'),
  p95(
    'apis.durationP95',
    GENERAL.httpServerDuration,
    '(?:http_request_method, http_route|http_route)',
  ),
  ratio('agents.errorRatio', metric('invokeAgentDuration'), FAILED),
  ratio('agents.toolErrorRatio', metric('executeToolDuration'), FAILED),
  ratio('workflows.errorRatio', metric('invokeWorkflowDuration'), FAILED),
  ratio('models.errorRatio', metric('inferenceDuration'), 'error_type!=""'),
  ratio('apis.errorRatio', GENERAL.httpServerDuration, '"5.."'),
  ratio('externalApis.errorRatio', GENERAL.httpClientDuration, 'error_type!=""'),
  ratio('database.errorRatio', GENERAL.dbClientDuration, 'error_type!=""'),
];
