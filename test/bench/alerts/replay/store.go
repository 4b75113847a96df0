package main

import (
	"context"
	"errors"
	"sort"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/util/annotations"
)

func (s *sections) At() storage.Series { return s.found[s.at] }

// store keeps every series in memory, found by the name of its metric. It takes the place of
// Prometheus's database, whose compressed chunks cost most of the time when the same few samples are
// read again and again.
type store struct {
	byName map[string][]*series
	byHash map[uint64]*series
	// How long the samples of a metric are kept, in milliseconds, by its name.
	keepMillis map[string]int64
}

func newStore(keepMillis map[string]int64) *store {
	return &store{map[string][]*series{}, map[uint64]*series{}, keepMillis}
}

// of returns the series of these labels, which it creates when there is none.
func (s *store) of(l labels.Labels) *series {
	hash := l.Hash()
	if found, ok := s.byHash[hash]; ok {
		return found
	}
	name := l.Get(labels.MetricName)
	created := &series{labels: l, keepMillis: s.keepMillis[name]}
	s.byHash[hash] = created
	s.byName[name] = append(s.byName[name], created)
	return created
}

func (s *store) Querier(int64, int64) (storage.Querier, error) { return querier{s}, nil }
func (s *store) AppenderV2(context.Context) storage.AppenderV2 { return appender{s} }

// appender takes what rules record.
type appender struct{ *store }

func (a appender) Append(_ storage.SeriesRef, l labels.Labels, _, t int64, v float64, _ *histogram.Histogram, fh *histogram.FloatHistogram, _ storage.AOptions) (storage.SeriesRef, error) {
	a.of(l).append(t, v, fh)
	return 1, nil
}

func (appender) Commit() error   { return nil }
func (appender) Rollback() error { return errors.New("what is recorded is not taken back") }

type querier struct{ *store }

func (q querier) Select(_ context.Context, sorted bool, hints *storage.SelectHints, matchers ...*labels.Matcher) storage.SeriesSet {
	set := &sections{at: -1}
	for _, each := range q.named(matchers) {
		part := section{each, each.indexOf(hints.Start), each.indexOf(hints.End + 1)}
		if part.from < part.to && matches(each.labels, matchers) {
			set.found = append(set.found, part)
		}
	}
	if sorted {
		sort.Slice(set.found, func(i, j int) bool {
			return labels.Compare(set.found[i].labels, set.found[j].labels) < 0
		})
	}
	return set
}

// named returns the series with the name that a selector asks for.
func (q querier) named(matchers []*labels.Matcher) []*series {
	for _, m := range matchers {
		if m.Name == labels.MetricName && m.Type == labels.MatchEqual {
			return q.byName[m.Value]
		}
	}
	panic("a rule selects series without a name")
}

func matches(l labels.Labels, matchers []*labels.Matcher) bool {
	for _, m := range matchers {
		if !m.Matches(l.Get(m.Name)) {
			return false
		}
	}
	return true
}

func (querier) LabelValues(context.Context, string, *storage.LabelHints, ...*labels.Matcher) ([]string, annotations.Annotations, error) {
	return nil, nil, errors.New("rules do not ask for the values of labels")
}

func (querier) LabelNames(context.Context, *storage.LabelHints, ...*labels.Matcher) ([]string, annotations.Annotations, error) {
	return nil, nil, errors.New("rules do not ask for the names of labels")
}

func (querier) Close() error { return nil }
