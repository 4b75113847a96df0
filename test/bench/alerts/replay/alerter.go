package main

import (
	"context"
	"fmt"
	"time"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/rules"
	"github.com/prometheus/prometheus/storage"
)

// alerter evaluates an alerting rule: its expression for all moments at once, and from that its state
// for each moment with a result or an alert that is not over. At others it would do nothing.
type alerter struct {
	*schedule
	rule  *rules.AlertingRule
	query *query
	// A group with this rule alone, which gets what the expression gives from now.
	group *rules.Group
	now   promql.Vector
	// What was not announced yet.
	told []told
}

// told is an alert that fires or has stopped to, as it is written.
type told struct {
	At     int64         `json:"at"`
	State  string        `json:"state"`
	Labels labels.Labels `json:"labels"`
	Value  float64       `json:"value"`
}

func newAlerter(at *schedule, of *rules.Group, rule *rules.AlertingRule, q *query, options *rules.ManagerOptions) *alerter {
	a := &alerter{schedule: at, rule: rule, query: q}
	own := *options
	own.NotifyFunc = a.tell
	own.AppendableV2 = unrecorded{}
	own.QueryFunc = func(context.Context, string, time.Time) (promql.Vector, error) { return a.now, nil }
	a.group = rules.NewGroup(rules.GroupOptions{
		Name:     of.Name(),
		File:     of.File(),
		Interval: of.Interval(),
		Rules:    []rules.Rule{rule},
		Opts:     &own,
	})
	return a
}

func (a *alerter) run() error {
	if a.last.Before(a.next) {
		return nil
	}
	matrix, err := a.query.over(a.next, a.last)
	if err != nil {
		return fmt.Errorf("%s at %s: %w", a.rule.Name(), a.next.UTC(), err)
	}
	at := map[int64]promql.Vector{}
	for _, each := range matrix {
		for _, point := range each.Floats {
			at[point.T] = append(at[point.T], promql.Sample{Metric: each.Metric, T: point.T, F: point.F})
		}
	}
	for moment := a.next; !moment.After(a.last); moment = moment.Add(a.interval) {
		a.now = at[moment.UnixMilli()]
		if len(a.now) == 0 && len(a.rule.ActiveAlerts()) == 0 {
			continue
		}
		a.group.Eval(context.Background(), moment)
		if err := a.rule.LastError(); err != nil {
			return fmt.Errorf("%s at %s: %w", a.rule.Name(), moment.UTC(), err)
		}
	}
	return nil
}

// tell notes what Prometheus would send to Alertmanager: each alert once when it fires, and once when
// it is over.
func (a *alerter) tell(_ context.Context, _ string, alerts ...*rules.Alert) {
	for _, alert := range alerts {
		event := told{alert.FiredAt.UnixMilli(), "firing", alert.Labels, alert.Value}
		if !alert.ResolvedAt.IsZero() {
			event.At, event.State = alert.ResolvedAt.UnixMilli(), "resolved"
		}
		a.told = append(a.told, event)
	}
}

// unrecorded takes the series ALERTS, and keeps none.
type unrecorded struct{}

func (unrecorded) AppenderV2(context.Context) storage.AppenderV2 { return unrecorded{} }

func (unrecorded) Append(storage.SeriesRef, labels.Labels, int64, int64, float64, *histogram.Histogram, *histogram.FloatHistogram, storage.AOptions) (storage.SeriesRef, error) {
	return 0, nil
}

func (unrecorded) Commit() error   { return nil }
func (unrecorded) Rollback() error { return nil }
