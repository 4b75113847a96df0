package main

import (
	"sort"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/tsdb/chunkenc"
	"github.com/prometheus/prometheus/util/annotations"
)

// series is the samples of one set of labels, in the order of their times (Unix milliseconds).
// A series holds numbers or histograms, never both; histograms are not changed once appended.
type series struct {
	labels     labels.Labels
	times      []int64
	numbers    []float64
	histograms []*histogram.FloatHistogram
	// Samples older than this, in milliseconds before the last, are forgotten.
	keepMillis int64
}

// append adds a sample; what is not later than the last one is left out, as Prometheus rejects it.
func (s *series) append(t int64, number float64, h *histogram.FloatHistogram) {
	if n := len(s.times); n > 0 && s.times[n-1] >= t {
		return
	}
	s.times = append(s.times, t)
	if h == nil {
		s.numbers = append(s.numbers, number)
	} else {
		s.histograms = append(s.histograms, h)
	}
	s.forget(t - s.keepMillis)
}

// forget drops what is before a time, once that is half of all: so each sample moves once at most.
func (s *series) forget(before int64) {
	old := s.indexOf(before)
	if old < 64 || old < len(s.times)/2 {
		return
	}
	s.times = append([]int64(nil), s.times[old:]...)
	if len(s.histograms) > 0 {
		s.histograms = append([]*histogram.FloatHistogram(nil), s.histograms[old:]...)
	} else {
		s.numbers = append([]float64(nil), s.numbers[old:]...)
	}
}

// indexOf finds the first sample that is not before a time.
func (s *series) indexOf(t int64) int {
	return sort.Search(len(s.times), func(i int) bool { return s.times[i] >= t })
}

// section is a part of a series, as the engine reads it.
type section struct {
	*series
	from, to int
}

func (s section) Labels() labels.Labels { return s.labels }

func (s section) Iterator(reuse chunkenc.Iterator) chunkenc.Iterator {
	it, ok := reuse.(*iterator)
	if !ok {
		it = &iterator{}
	}
	*it = iterator{section: s, at: s.from - 1}
	return it
}

// iterator walks over a section.
type iterator struct {
	section
	at int
}

func (it *iterator) kind() chunkenc.ValueType {
	switch {
	case it.at >= it.to:
		return chunkenc.ValNone
	case len(it.histograms) > 0:
		return chunkenc.ValFloatHistogram
	default:
		return chunkenc.ValFloat
	}
}

func (it *iterator) Next() chunkenc.ValueType {
	if it.at < it.to {
		it.at++
	}
	return it.kind()
}

func (it *iterator) Seek(t int64) chunkenc.ValueType {
	it.at = max(it.at, it.from)
	if it.at < it.to && it.times[it.at] < t {
		it.at += sort.Search(it.to-it.at, func(i int) bool { return it.times[it.at+i] >= t })
	}
	return it.kind()
}

func (it *iterator) At() (int64, float64) { return it.times[it.at], it.numbers[it.at] }

func (it *iterator) AtHistogram(*histogram.Histogram) (int64, *histogram.Histogram) {
	panic("histograms are kept with float counts")
}

func (it *iterator) AtFloatHistogram(into *histogram.FloatHistogram) (int64, *histogram.FloatHistogram) {
	h := it.histograms[it.at]
	if into == nil {
		return it.times[it.at], h.Copy()
	}
	h.CopyTo(into)
	return it.times[it.at], into
}

func (it *iterator) AtT() int64  { return it.times[it.at] }
func (it *iterator) AtST() int64 { return 0 }
func (it *iterator) Err() error  { return nil }

// sections is what a selector found.
type sections struct {
	found []section
	at    int
}

func (s *sections) Next() bool                        { s.at++; return s.at < len(s.found) }
func (s *sections) Err() error                        { return nil }
func (s *sections) Warnings() annotations.Annotations { return nil }
