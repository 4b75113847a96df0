package main

import (
	"context"
	"encoding/json"
	"fmt"
	"sort"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/rules"
)

// lookback is how old a sample may be and still count as the value of now: Prometheus's default.
const lookback = 5 * time.Minute

// ruler evaluates each group of the rule files at its own pace, in simulated time.
type ruler struct {
	groups []*scheduled
}

type scheduled struct {
	*rules.Group
	key  string
	next time.Time
}

// newRuler lets the groups read from and record into a store, from a time on. Prometheus spreads
// groups over their interval by a hash; the offset moves all of them, as other file names would.
func newRuler(groups map[string]*rules.Group, options *rules.ManagerOptions, db *store, start time.Time, offset time.Duration) *ruler {
	r := &ruler{}
	options.AppendableV2 = db
	options.Queryable = db
	options.QueryFunc = newQueries(db, options.Parser)
	for key, group := range groups {
		next := group.EvalTimestamp(start.UnixNano()).Add(offset % group.Interval()).Add(group.Interval())
		r.groups = append(r.groups, &scheduled{group, key, next})
	}
	return r
}

// until evaluates what is due before a time, in order.
func (r *ruler) until(end time.Time) error {
	for {
		sort.SliceStable(r.groups, func(i, j int) bool {
			a, b := r.groups[i], r.groups[j]
			return a.next.Before(b.next) || a.next.Equal(b.next) && a.key < b.key
		})
		group := r.groups[0]
		if !group.next.Before(end) {
			return nil
		}
		group.Eval(context.Background(), group.next)
		for _, rule := range group.Rules() {
			if err := rule.LastError(); err != nil {
				return fmt.Errorf("%s at %s: %w", rule.Name(), group.next.UTC(), err)
			}
		}
		group.next = group.next.Add(group.Interval())
	}
}

// told is an alert that fires or has stopped to, as it is written.
type told struct {
	At     int64         `json:"at"`
	State  string        `json:"state"`
	Labels labels.Labels `json:"labels"`
	Value  float64       `json:"value"`
}

// tell writes what Prometheus would send to Alertmanager: each alert once when it fires, and once
// when it is over.
func tell(out *json.Encoder) rules.NotifyFunc {
	return func(_ context.Context, _ string, alerts ...*rules.Alert) {
		for _, alert := range alerts {
			event := told{alert.FiredAt.UnixMilli(), "firing", alert.Labels, alert.Value}
			if !alert.ResolvedAt.IsZero() {
				event.At, event.State = alert.ResolvedAt.UnixMilli(), "resolved"
			}
			if err := out.Encode(event); err != nil {
				panic(err)
			}
		}
	}
}
