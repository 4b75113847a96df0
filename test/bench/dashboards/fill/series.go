package main

import (
	"hash/fnv"
	"math"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
)

// reported is a series as an application reports it.
type reported struct {
	Labels map[string]string `json:"labels"`
	// counter, gauge or histogram.
	Kind string `json:"kind"`
	// Of a counter a second, of a gauge its usual value.
	Level float64 `json:"level"`
	// Upper bounds of a histogram's buckets, without the infinite one, and the observations a second
	// in each bucket, the infinite one included.
	Bounds []float64 `json:"bounds"`
	Rates  []float64 `json:"rates"`
	// Of what a histogram observes.
	Mean float64 `json:"mean"`
}

// series is a set of labels with values at all times: no sample depends on the one before it, so that
// any part of time can be written by itself.
type series struct {
	labels labels.Labels
	// Milliseconds between two samples.
	step int64
	// Milliseconds after a full step at which samples are taken.
	offset int64
	seed   uint64
	// Of its own waves, in turns.
	phase float64
	// Beginning of the era that was asked for last, and what had passed by then.
	begin  int64
	before float64
	// Whether a rule gives it.
	recorded bool
	counts   bool
	level    float64
	// Cumulative histogram: observations a second by bucket.
	rates []float64
	mean  float64
	shape *histogram.Histogram
	// Histogram of a moment, as a rule records it.
	moment *histogram.FloatHistogram
}

// era is how long an instance runs until it is deployed anew, in milliseconds: its counters begin at 0.
// It is the longest block, so that no block holds more instances than run side by side.
const era = 162 * hour

const hour = 3_600_000

func newReported(of *reported, step int64) *series {
	s := newSeries(labels.FromMap(of.Labels), step)
	s.counts = of.Kind == "counter"
	s.level = of.Level
	// Not everything reports at the same moment; what one process reports, it does.
	process := fnv.New64a()
	process.Write([]byte(of.Labels["job"] + of.Labels["instance"]))
	s.offset = int64(process.Sum64() % uint64(step))
	if of.Kind != "histogram" {
		return s
	}
	s.mean = of.Mean
	// As they arrive, histograms leave out the buckets in which there is nothing.
	s.shape = &histogram.Histogram{Schema: histogram.CustomBucketsSchema, CustomValues: of.Bounds}
	last := -1
	for i, rate := range of.Rates {
		if rate == 0 {
			continue
		}
		if n := len(s.shape.PositiveSpans); n > 0 && last == i-1 {
			s.shape.PositiveSpans[n-1].Length++
		} else {
			s.shape.PositiveSpans = append(s.shape.PositiveSpans, histogram.Span{Offset: int32(i - last - 1), Length: 1})
		}
		last = i
		s.rates = append(s.rates, rate)
	}
	return s
}

func newSeries(l labels.Labels, step int64) *series {
	seed := l.Hash()
	return &series{labels: l, step: step, seed: seed, phase: float64(seed%1000) / 1000}
}

// firstTick is the time of its first sample from a time on.
func (s *series) firstTick(from int64) int64 {
	return from + mod(s.offset-from, s.step)
}

// jitter moves what is reported by some milliseconds; what is recorded is exact.
func (s *series) jitter(t int64) int64 {
	if s.recorded {
		return t
	}
	return t + int64(mix(s.seed^uint64(t))%8)
}

// rhythm of the day and, for each series in its own way, of the hours: the mean is 1.
func (s *series) rhythm(t int64) float64 {
	return 1 + 0.5*wave(float64(t)/day) + 0.2*wave(float64(t)/hours+s.phase)
}

// seconds that have passed since the beginning of the era, as many as there is traffic in them: more
// by day, and never fewer than before.
func (s *series) seconds(t int64) float64 {
	if begin := t - mod(t, era); begin != s.begin || s.before == 0 {
		s.begin, s.before = begin, s.passed(begin)
	}
	return s.passed(t) - s.before
}

func (s *series) passed(t int64) float64 {
	return (float64(t) + 0.5*day*swing*wave(float64(t)/day) + 0.2*hours*swing*wave(float64(t)/hours+s.phase)) / 1000
}

const (
	day   = 24 * hour
	hours = 1.7 * hour
	// What a wave of the length 1 may be multiplied with so that its slope is at most 1.
	swing = 1. / 8
)

// wave is much like a sine of turns instead of radians, and takes a tenth of its time.
func wave(turns float64) float64 {
	x := 2*(turns-math.Floor(turns)) - 1
	return 4 * x * (1 - math.Abs(x))
}

// float is the value at a time.
func (s *series) float(t int64) float64 {
	if s.counts {
		// What is counted in small parts, such as money, is not rounded.
		if s.level < 0.01 {
			return math.Round(s.level*s.seconds(t)*1e6) / 1e6
		}
		return math.Floor(s.level * s.seconds(t))
	}
	// Times and states stay as they are.
	if s.level == 1 || s.level > 1e9 {
		return s.level
	}
	noise := float64(mix(s.seed^uint64(t/120_000))%1000) / 1000
	if s.level == 0 {
		// What is usually nothing is something now and then.
		if noise > 0.99 {
			return noise / 10
		}
		return 0
	}
	return s.level * (s.rhythm(t) + 0.2*noise - 0.1)
}

// cumulative writes the histogram at a time over the one given.
func (s *series) cumulative(t int64, into *histogram.Histogram) {
	seconds := s.seconds(t)
	into.Count = 0
	before := int64(0)
	deltas := into.PositiveBuckets[:0]
	for _, rate := range s.rates {
		count := int64(rate * seconds)
		deltas = append(deltas, count-before)
		before = count
		into.Count += uint64(count)
	}
	into.PositiveBuckets = deltas
	into.Sum = s.mean * float64(into.Count)
}

func (s *series) isHistogram() bool { return s.shape != nil }

// instanced names the instance that runs in an era, where the labels name one.
func (s *series) instanced(t int64) labels.Labels {
	const name = "service_instance_id"
	id := s.labels.Get(name)
	if id == "" {
		return s.labels
	}
	builder := labels.NewBuilder(s.labels)
	suffix := era36(t)
	builder.Set(name, id+suffix)
	builder.Set("instance", id+suffix)
	return builder.Labels()
}

func era36(t int64) string {
	const digits = "0123456789abcdefghijklmnopqrstuvwxyz"
	n := t / era
	return string([]byte{'-', digits[n/36%36], digits[n%36]})
}

// mix is SplitMix64: https://prng.di.unimi.it/splitmix64.c
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

func mod(a, b int64) int64 { return ((a % b) + b) % b }
