package main

import (
	"fmt"
	"sort"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/rules"
)

// recorder evaluates a recording rule, and records as Prometheus's rule groups do.
type recorder struct {
	*schedule
	rule  *rules.RecordingRule
	query *query
	db    *store
	// What it recorded at the last moment, by the hash of the labels.
	previous map[uint64]*recorded
}

// recorded is the points of a series.
type recorded struct {
	labels labels.Labels
	points []promql.FPoint
}

// record evaluates the rule for each moment from one to another. A series that was there at a moment
// and is not at the next is marked stale.
func (r *recorder) record(first, last time.Time) error {
	if last.Before(first) {
		return nil
	}
	matrix, err := r.query.over(first, last)
	if err != nil {
		return fmt.Errorf("%s at %s: %w", r.rule.Name(), first.UTC(), err)
	}
	given, err := r.named(matrix)
	if err != nil {
		return fmt.Errorf("%s at %s: %w", r.rule.Name(), first.UTC(), err)
	}
	begin, step, end := first.UnixMilli(), r.interval.Milliseconds(), last.UnixMilli()
	for hash, before := range r.previous {
		if now := given[hash]; now == nil || now.points[0].T > begin {
			r.db.of(before.labels).append(begin, staleNumber, nil)
		}
	}
	r.previous = map[uint64]*recorded{}
	for hash, each := range given {
		into := r.db.of(each.labels)
		for i, point := range each.points {
			if i > 0 && each.points[i-1].T+step < point.T {
				into.append(each.points[i-1].T+step, staleNumber, nil)
			}
			into.append(point.T, point.F, nil)
		}
		if ended := each.points[len(each.points)-1].T + step; ended <= end {
			into.append(ended, staleNumber, nil)
		} else {
			r.previous[hash] = each
		}
	}
	return nil
}

// named gives results the name and the labels of the rule. Two results can become one series, if
// they are not there at the same moment.
func (r *recorder) named(matrix promql.Matrix) (map[uint64]*recorded, error) {
	given := map[uint64]*recorded{}
	builder := labels.NewBuilder(labels.EmptyLabels())
	for _, each := range matrix {
		if len(each.Histograms) > 0 {
			return nil, fmt.Errorf("histograms are not recorded")
		}
		builder.Reset(each.Metric)
		builder.Set(labels.MetricName, r.rule.Name())
		r.rule.Labels().Range(func(l labels.Label) { builder.Set(l.Name, l.Value) })
		set := builder.Labels()
		hash := set.Hash()
		known := given[hash]
		if known == nil {
			given[hash] = &recorded{set, each.Floats}
			continue
		}
		known.points = append(append([]promql.FPoint(nil), known.points...), each.Floats...)
		sort.Slice(known.points, func(i, j int) bool { return known.points[i].T < known.points[j].T })
		for i := 1; i < len(known.points); i++ {
			if known.points[i-1].T == known.points[i].T {
				return nil, rules.ErrDuplicateRecordingLabelSet
			}
		}
	}
	return given, nil
}
