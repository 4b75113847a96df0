import type { IndicatorReport } from '@agent-vitals/health-score/report';
import type { ReactElement } from 'react';
import { formatSeconds } from '../elements/time.js';
import { subjectKey } from './address.js';
import { formatValue } from './format.js';
import { IndicatorCell } from './indicator-cells.js';

/** Indicators that will cross a threshold within the hour, the soonest first. */
export function Forecasts({
  forecasts,
  titleOf,
}: {
  forecasts: readonly IndicatorReport[];
  titleOf: (name: string) => string;
}): ReactElement {
  const sorted = forecasts
    .flatMap(({ forecast, ...indicator }) => (forecast ? [{ ...indicator, forecast }] : []))
    .sort((a, b) => a.forecast.inSeconds - b.forecast.inSeconds);
  if (sorted.length === 0) {
    return <p className="panel empty">Nothing is on its way to a threshold.</p>;
  }
  return (
    <table className="panel" data-testid="forecasts">
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Now and then</th>
          <th scope="col" className="figure">
            In
          </th>
        </tr>
      </thead>
      <tbody>
        {sorted.map((indicator) => {
          const { forecast, thresholds, value, unit } = indicator;
          return (
            <tr key={subjectKey(indicator)}>
              <IndicatorCell indicator={indicator} titleOf={titleOf} />
              <td>
                <span className="value">{formatValue(value, unit)}</span>
                <span className="status" data-status={FORECAST_STATUS[forecast.line]}>
                  {forecast.line} at {formatValue(thresholds[forecast.line], unit)}
                </span>
              </td>
              <td className="figure">
                <span className="value">{formatSeconds(Math.round(forecast.inSeconds))}</span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const FORECAST_STATUS = { warning: 'degraded', critical: 'critical' } as const;
