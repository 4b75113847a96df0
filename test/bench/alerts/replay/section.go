package main

import (
	"math"
	"sort"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/value"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb/chunkenc"
	"github.com/prometheus/prometheus/util/annotations"
)

// section is a part of a series, as the engine reads it for some moments.
type section struct {
	*series
	from, to int
	moments  moments
	// Whether a moment does not see the sample of its own time, which is recorded after it was read.
	late bool
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

// iterator walks over a section. A sample that had not arrived at a moment, though its time is before
// that, must not be seen for it, but for the next ones. So before such a sample comes a stale marker
// just after the last moment that must not see it: there the engine stops for those moments, and
// then passes over it.
type iterator struct {
	section
	at int
	// Time of the marker before the sample; 0: there is none.
	marker int64
}

var (
	staleNumber    = math.Float64frombits(value.StaleNaN)
	staleHistogram = &histogram.FloatHistogram{Schema: histogram.CustomBucketsSchema, Sum: staleNumber}
)

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

// come goes to a sample, or to the marker before it.
func (it *iterator) come(at int) {
	it.at, it.marker = at, 0
	switch {
	case at >= it.to:
	case it.arrivals != nil:
		it.marker = it.moments.lastWithout(it.times[at], it.arrivals[at])
	case it.late:
		it.marker = it.moments.lastWithout(it.times[at], it.times[at]+1)
	}
}

func (it *iterator) Next() chunkenc.ValueType {
	switch {
	case it.marker != 0:
		it.marker = 0
	case it.at < it.to:
		it.come(it.at + 1)
	}
	return it.kind()
}

func (it *iterator) Seek(t int64) chunkenc.ValueType {
	next := max(it.at, it.from)
	if next < it.to && it.times[next] < t {
		next += sort.Search(it.to-next, func(i int) bool { return it.times[next+i] >= t })
	}
	if next != it.at {
		it.come(next)
	}
	return it.kind()
}

func (it *iterator) At() (int64, float64) {
	if it.marker != 0 {
		return it.marker, staleNumber
	}
	return it.times[it.at], it.numbers[it.at]
}

func (it *iterator) AtHistogram(*histogram.Histogram) (int64, *histogram.Histogram) {
	panic("histograms are kept with float counts")
}

func (it *iterator) AtFloatHistogram(into *histogram.FloatHistogram) (int64, *histogram.FloatHistogram) {
	h := staleHistogram
	if it.marker == 0 {
		h = it.histograms[it.at]
	}
	if into == nil {
		return it.AtT(), h.Copy()
	}
	h.CopyTo(into)
	return it.AtT(), into
}

func (it *iterator) AtT() int64 {
	if it.marker != 0 {
		return it.marker
	}
	return it.times[it.at]
}

func (it *iterator) AtST() int64 { return 0 }
func (it *iterator) Err() error  { return nil }

// sections is what a selector found.
type sections struct {
	found []section
	at    int
}

func (s *sections) Next() bool                        { s.at++; return s.at < len(s.found) }
func (s *sections) At() storage.Series                { return s.found[s.at] }
func (s *sections) Err() error                        { return nil }
func (s *sections) Warnings() annotations.Annotations { return nil }
