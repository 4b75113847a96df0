package main

import (
	"context"
	"errors"
	"slices"
	"sort"
	"sync"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/util/annotations"
)

// store keeps every series in memory, found by the name of its metric. It takes the place of
// Prometheus's database, whose compressed chunks cost most of the time when the same few samples are
// read again and again. Series are found and created at any time; the samples of one are not read
// while others are added.
type store struct {
	mutex  sync.Mutex
	byName map[string][]*series
	byHash map[uint64]*series
	// How long the samples of a metric are kept, in milliseconds, by its name.
	keepMillis map[string]int64
}

func newStore(keepMillis map[string]int64) *store {
	return &store{byName: map[string][]*series{}, byHash: map[uint64]*series{}, keepMillis: keepMillis}
}

// of returns the series of these labels, which it creates when there is none.
func (s *store) of(l labels.Labels) *series {
	hash := l.Hash()
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if found, ok := s.byHash[hash]; ok {
		return found
	}
	name := l.Get(labels.MetricName)
	created := &series{labels: l, keepMillis: s.keepMillis[name]}
	s.byHash[hash] = created
	s.byName[name] = append(s.byName[name], created)
	return created
}

// forget drops what nothing reads any more.
func (s *store) forget(now int64) {
	for name, named := range s.byName {
		s.byName[name] = slices.DeleteFunc(named, func(each *series) bool {
			each.forget(now - each.keepMillis)
			if each.isOver(now) {
				delete(s.byHash, each.labels.Hash())
				return true
			}
			return false
		})
	}
}

// view is the store as a query reads it for some moments.
type view struct {
	*store
	moments moments
	// Metrics that are recorded for a moment after the query was answered for it.
	late map[string]bool
}

func (v *view) Querier(int64, int64) (storage.Querier, error) { return v, nil }

func (v *view) Select(_ context.Context, sorted bool, hints *storage.SelectHints, matchers ...*labels.Matcher) storage.SeriesSet {
	set := &sections{at: -1}
	seen := v.moments.shifted(v.moments.last - hints.End)
	name, named := v.named(matchers)
	for _, each := range named {
		part := section{each, each.indexOf(hints.Start), each.indexOf(hints.End + 1), seen, v.late[name]}
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

// named returns the name that a selector asks for, and the series that have it.
func (v *view) named(matchers []*labels.Matcher) (string, []*series) {
	for _, m := range matchers {
		if m.Name == labels.MetricName && m.Type == labels.MatchEqual {
			v.mutex.Lock()
			defer v.mutex.Unlock()
			return m.Value, v.byName[m.Value]
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

func (*view) LabelValues(context.Context, string, *storage.LabelHints, ...*labels.Matcher) ([]string, annotations.Annotations, error) {
	return nil, nil, errors.New("rules do not ask for the values of labels")
}

func (*view) LabelNames(context.Context, *storage.LabelHints, ...*labels.Matcher) ([]string, annotations.Annotations, error) {
	return nil, nil, errors.New("rules do not ask for the names of labels")
}

func (*view) Close() error { return nil }
