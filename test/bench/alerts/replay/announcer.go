package main

import (
	"bufio"
	"context"
	"encoding/json"
	"sort"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/rules"
)

// told is an alert that fires or has stopped to, as it is written.
type told struct {
	At     int64         `json:"at"`
	State  string        `json:"state"`
	Labels labels.Labels `json:"labels"`
	Value  float64       `json:"value"`
}

// announcer writes what Prometheus would send to Alertmanager: each alert once when it fires, and
// once when it is over.
type announcer struct {
	out     *bufio.Writer
	waiting []told
}

func (a *announcer) tell(_ context.Context, _ string, alerts ...*rules.Alert) {
	for _, alert := range alerts {
		event := told{alert.FiredAt.UnixMilli(), "firing", alert.Labels, alert.Value}
		if !alert.ResolvedAt.IsZero() {
			event.At, event.State = alert.ResolvedAt.UnixMilli(), "resolved"
		}
		a.waiting = append(a.waiting, event)
	}
}

// flush writes what was told of, in the order of time.
func (a *announcer) flush() error {
	sort.SliceStable(a.waiting, func(i, j int) bool { return a.waiting[i].At < a.waiting[j].At })
	lines := json.NewEncoder(a.out)
	for _, event := range a.waiting {
		if err := lines.Encode(event); err != nil {
			return err
		}
	}
	a.waiting = a.waiting[:0]
	return a.out.Flush()
}
