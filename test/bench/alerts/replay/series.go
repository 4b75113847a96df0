package main

import (
	"sort"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
)

// series is the samples of one set of labels, in the order of their times (Unix milliseconds).
// A series holds numbers or histograms, never both; histograms are not changed once appended.
type series struct {
	labels     labels.Labels
	times      []int64
	numbers    []float64
	histograms []*histogram.FloatHistogram
	// When each sample is there to be read, if that is later than its time; nil: it is not.
	arrivals []int64
	// Samples older than this, in milliseconds before the last, are forgotten.
	keepMillis int64
	// How many metrics report it.
	reporters int
}

// append adds a sample; what is not later than the last one is left out, as Prometheus rejects it.
// It tells whether it was added.
func (s *series) append(t int64, number float64, h *histogram.FloatHistogram) bool {
	if n := len(s.times); n > 0 && s.times[n-1] >= t {
		return false
	}
	s.times = append(s.times, t)
	if h == nil {
		s.numbers = append(s.numbers, number)
	} else {
		s.histograms = append(s.histograms, h)
	}
	return true
}

// arrive adds a sample that is there to be read from a later time on.
func (s *series) arrive(t, arrival int64, number float64, h *histogram.FloatHistogram) {
	if s.append(t, number, h) {
		s.arrivals = append(s.arrivals, arrival)
	}
}

// forget drops what is before a time, once that is half of all: so each sample moves once at most.
func (s *series) forget(before int64) {
	old := s.indexOf(before)
	if old < 64 || old < len(s.times)/2 {
		return
	}
	s.times = tail(s.times, old)
	s.numbers = tail(s.numbers, old)
	s.histograms = tail(s.histograms, old)
	s.arrivals = tail(s.arrivals, old)
}

// tail is a copy of what is from a place on.
func tail[T any](values []T, from int) []T {
	if len(values) == 0 {
		return nil
	}
	return append([]T(nil), values[from:]...)
}

// isOver tells whether nothing reports it any more and nothing reads what it has.
func (s *series) isOver(now int64) bool {
	n := len(s.times)
	return s.reporters == 0 && n > 0 && s.times[n-1] < now-s.keepMillis
}

// indexOf finds the first sample that is not before a time.
func (s *series) indexOf(t int64) int {
	return sort.Search(len(s.times), func(i int) bool { return s.times[i] >= t })
}
