package main

import (
	"context"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb/chunkenc"
	"github.com/prometheus/prometheus/tsdb/chunks"
	"github.com/prometheus/prometheus/util/annotations"
)

// world answers queries from functions of time, without any sample being kept.
type world struct {
	storage.MockQuerier
	byName map[string][]*series
}

// A selector of a long time sees so many samples of it at most: levels are to be known, not each value.
const mostSamples = 240

func newWorld(all []*series) *world {
	w := &world{byName: map[string][]*series{}}
	for _, each := range all {
		w.add(each)
	}
	return w
}

func (w *world) add(s *series) {
	name := s.labels.Get(labels.MetricName)
	w.byName[name] = append(w.byName[name], s)
}

// count is how many series there are of what is read.
func (w *world) count(reads []selector) (all int) {
	for name, named := range w.byName {
		if isRead(labels.FromStrings(labels.MetricName, name), reads) {
			all += len(named)
		}
	}
	return all
}

func (w *world) Querier(int64, int64) (storage.Querier, error) { return w, nil }

func (w *world) Select(_ context.Context, _ bool, hints *storage.SelectHints, matchers ...*labels.Matcher) storage.SeriesSet {
	set := &selected{at: -1}
	for name, named := range w.byName {
		if !matches(labels.FromStrings(labels.MetricName, name), nameMatchers(matchers)) {
			continue
		}
		for _, each := range named {
			if matches(each.labels, matchers) {
				set.series = append(set.series, storage.NewListSeries(each.labels, each.samples(hints.Start, hints.End)))
			}
		}
	}
	return set
}

// samples are what a selector sees of it: every ten seconds, as applications report, or as often as
// it is recorded.
func (s *series) samples(from, to int64) (all []chunks.Sample) {
	step := int64(10_000)
	if s.recorded {
		step = s.step
	}
	step = max(step, (to-from)/mostSamples)
	for t := from - mod(from, step) + step; t <= to; t += step {
		switch {
		case s.isHistogram():
			into := *s.shape
			s.cumulative(t, &into)
			all = append(all, sample{t: t, fh: into.ToFloat(nil)})
		case s.moment != nil:
			all = append(all, sample{t: t, fh: s.moment.Copy().Mul(s.rhythm(t))})
		default:
			all = append(all, sample{t: t, f: s.float(t)})
		}
	}
	return all
}

func nameMatchers(matchers []*labels.Matcher) (of []*labels.Matcher) {
	for _, m := range matchers {
		if m.Name == labels.MetricName {
			of = append(of, m)
		}
	}
	return of
}

func matches(l labels.Labels, matchers []*labels.Matcher) bool {
	for _, m := range matchers {
		if !m.Matches(l.Get(m.Name)) {
			return false
		}
	}
	return true
}

// selected is what a selector found.
type selected struct {
	series []storage.Series
	at     int
}

func (s *selected) Next() bool                        { s.at++; return s.at < len(s.series) }
func (s *selected) At() storage.Series                { return s.series[s.at] }
func (s *selected) Err() error                        { return nil }
func (s *selected) Warnings() annotations.Annotations { return nil }

type sample struct {
	t  int64
	f  float64
	fh *histogram.FloatHistogram
}

func (s sample) T() int64                      { return s.t }
func (s sample) ST() int64                     { return 0 }
func (s sample) F() float64                    { return s.f }
func (s sample) H() *histogram.Histogram       { return nil }
func (s sample) FH() *histogram.FloatHistogram { return s.fh }
func (s sample) Copy() chunks.Sample           { return s }

func (s sample) Type() chunkenc.ValueType {
	if s.fh != nil {
		return chunkenc.ValFloatHistogram
	}
	return chunkenc.ValFloat
}
