package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
)

// reports holds what each source of metrics has counted so far.
type reports struct {
	db *store
	// From a report to its samples in the database, in milliseconds.
	delivery int64
	metrics  map[string]*metric
	bySource map[string][]*metric
}

// metric is one series as its source keeps it.
type metric struct {
	series *series
	kind   string
	ended  bool
	// Unix milliseconds of its start; 0 once that was reported.
	start   int64
	number  float64
	bounds  []float64
	buckets []float64
	sum     float64
	// The last histogram that was appended, until something is observed.
	appended *histogram.FloatHistogram
}

// report is a source that reports at a time.
type report struct {
	source string
	time   time.Time
}

func newReports(db *store, delivery time.Duration) *reports {
	return &reports{db, delivery.Milliseconds(), map[string]*metric{}, map[string][]*metric{}}
}

// read takes one line; it returns a report where the line is one.
func (r *reports) read(line string) (*report, error) {
	words := strings.SplitN(line, " ", 7)
	switch {
	case words[0] == "D" && len(words) == 7:
		return nil, r.define(words[1:])
	case words[0] == "T" && len(words) == 3:
		at, err := strconv.ParseInt(words[2], 10, 64)
		return &report{words[1], time.UnixMilli(at)}, err
	case len(words) < 2 || r.metrics[words[1]] == nil:
		return nil, errors.New("no such series")
	case words[0] == "E":
		r.metrics[words[1]].ended = true
		delete(r.metrics, words[1])
		return nil, nil
	case len(words) < 3:
		return nil, errors.New("no number")
	}
	number, err := strconv.ParseFloat(words[2], 64)
	if err != nil {
		return nil, err
	}
	m := r.metrics[words[1]]
	switch words[0] {
	case "+":
		m.number += number
	case "=":
		m.number = number
	case "o":
		count := 1.0
		if len(words) == 4 {
			if count, err = strconv.ParseFloat(words[3], 64); err != nil {
				return nil, err
			}
		}
		m.observe(number, count)
	default:
		return nil, errors.New("no such line")
	}
	return nil, nil
}

func (r *reports) define(words []string) error {
	id, kind, source, bounds := words[0], words[1], words[2], words[4]
	start, err := strconv.ParseInt(words[3], 10, 64)
	if err != nil {
		return err
	}
	var set labels.Labels
	if err := json.Unmarshal([]byte(words[5]), &set); err != nil {
		return err
	}
	m := &metric{series: r.db.of(set), kind: kind, start: start}
	m.series.reporters++
	if kind == "h" {
		for _, bound := range strings.Split(bounds, ",") {
			value, err := strconv.ParseFloat(bound, 64)
			if err != nil {
				return err
			}
			m.bounds = append(m.bounds, value)
		}
		m.buckets = make([]float64, len(m.bounds)+1)
	}
	if r.metrics[id] != nil {
		return fmt.Errorf("series %s is there already", id)
	}
	r.metrics[id] = m
	r.bySource[source] = append(r.bySource[source], m)
	return nil
}

func (m *metric) observe(value, count float64) {
	m.buckets[sort.SearchFloat64s(m.bounds, value)] += count
	m.sum += value * count
	m.appended = nil
}

// arrive appends what a source reports. A series that begins gets a sample of 0 at its start, as
// Prometheus adds it from start timestamps; what has ended is reported no more.
func (r *reports) arrive(at *report) {
	reported := at.time.UnixMilli()
	arrival := reported + r.delivery
	live := r.bySource[at.source][:0]
	for _, m := range r.bySource[at.source] {
		if m.ended {
			m.series.reporters--
			continue
		}
		live = append(live, m)
		if m.kind != "g" && m.start > 0 {
			m.series.arrive(m.start, arrival, 0, m.zero())
		}
		m.start = 0
		m.series.arrive(reported, arrival, m.number, m.histogram())
	}
	r.bySource[at.source] = live
}

// zero is its histogram before anything was observed; nil where it is a number.
func (m *metric) zero() *histogram.FloatHistogram {
	if m.kind != "h" {
		return nil
	}
	return toHistogram(m.bounds, make([]float64, len(m.buckets)), 0)
}

// histogram is what was observed so far; nil where it is a number.
func (m *metric) histogram() *histogram.FloatHistogram {
	if m.kind == "h" && m.appended == nil {
		m.appended = toHistogram(m.bounds, append([]float64(nil), m.buckets...), m.sum)
		// As Prometheus's database marks it, which spares the engine comparing buckets.
		m.appended.CounterResetHint = histogram.NotCounterReset
	}
	return m.appended
}

// toHistogram gives buckets the form in which Prometheus keeps classic ones as native.
func toHistogram(bounds, buckets []float64, sum float64) *histogram.FloatHistogram {
	h := &histogram.FloatHistogram{
		Schema:          histogram.CustomBucketsSchema,
		Sum:             sum,
		CustomValues:    bounds,
		PositiveSpans:   []histogram.Span{{Offset: 0, Length: uint32(len(buckets))}},
		PositiveBuckets: buckets,
	}
	for _, count := range buckets {
		h.Count += count
	}
	return h
}
