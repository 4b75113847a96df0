package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/oklog/ulid/v2"
	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb"
	"github.com/prometheus/prometheus/tsdb/chunkenc"
	"github.com/prometheus/prometheus/tsdb/chunks"
	"github.com/prometheus/prometheus/tsdb/index"
)

// written is what a block has become.
type written struct {
	samples uint64
	took    time.Duration
}

// writeBlock writes the samples of a part of time. The folder gets its name when it is complete.
func writeBlock(dir string, from, to int64, all []*series) (written, error) {
	began := time.Now()
	id := ulid.MustNew(uint64(to), rand.Reader)
	final := filepath.Join(dir, id.String())
	// Prometheus deletes what is left with this ending.
	unfinished := final + ".tmp-for-creation"
	if err := os.MkdirAll(unfinished, 0o755); err != nil {
		return written{}, err
	}
	stats, err := writeSeries(unfinished, from, to, all)
	if err != nil {
		return written{}, err
	}
	meta := tsdb.BlockMeta{
		ULID:    id,
		MinTime: from,
		MaxTime: to,
		Stats:   stats,
		Version: 1,
		Compaction: tsdb.BlockMetaCompaction{
			Level:   1,
			Sources: []ulid.ULID{id},
		},
	}
	text, err := json.Marshal(meta)
	if err != nil {
		return written{}, err
	}
	if err := os.WriteFile(filepath.Join(unfinished, "meta.json"), text, 0o644); err != nil {
		return written{}, err
	}
	return written{stats.NumSamples, time.Since(began)}, os.Rename(unfinished, final)
}

// labelled is a series with the labels that it has in a part of time.
type labelled struct {
	labels labels.Labels
	*series
}

func writeSeries(dir string, from, to int64, all []*series) (stats tsdb.BlockStats, err error) {
	chunkWriter, err := chunks.NewWriter(filepath.Join(dir, "chunks"))
	if err != nil {
		return stats, err
	}
	indexWriter, err := index.NewWriter(context.Background(), filepath.Join(dir, "index"))
	if err != nil {
		return stats, err
	}
	sorted := make([]labelled, len(all))
	symbols := map[string]bool{}
	for i, each := range all {
		sorted[i] = labelled{each.instanced(from), each}
		sorted[i].labels.Range(func(l labels.Label) { symbols[l.Name], symbols[l.Value] = true, true })
	}
	slices.SortFunc(sorted, func(a, b labelled) int { return labels.Compare(a.labels, b.labels) })
	for _, symbol := range slices.Sorted(maps.Keys(symbols)) {
		if err := indexWriter.AddSymbol(symbol); err != nil {
			return stats, err
		}
	}
	for batch := range slices.Chunk(sorted, atOnce) {
		for i, metas := range chunksOf(batch, from, to) {
			if len(metas) == 0 {
				continue
			}
			if err := chunkWriter.WriteChunks(metas...); err != nil {
				return stats, err
			}
			if err := indexWriter.AddSeries(storage.SeriesRef(stats.NumSeries), batch[i].labels, metas...); err != nil {
				return stats, err
			}
			stats.NumSeries++
			stats.NumChunks += uint64(len(metas))
			for _, meta := range metas {
				stats.NumSamples += uint64(meta.Chunk.NumSamples())
			}
		}
	}
	if err := chunkWriter.Close(); err != nil {
		return stats, err
	}
	return stats, indexWriter.Close()
}

// atOnce is how many series are in memory before they are written.
const atOnce = 256

// chunksOf makes the chunks of some series, several at a time.
func chunksOf(batch []labelled, from, to int64) [][]chunks.Meta {
	all := make([][]chunks.Meta, len(batch))
	var (
		group sync.WaitGroup
		next  atomic.Int64
	)
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(batch)); i = next.Add(1) - 1 {
				all[i] = batch[i].chunks(from, to)
			}
		})
	}
	group.Wait()
	return all
}

// chunks are the samples from a time on and before another, cut as Prometheus's head does.
func (s *series) chunks(from, to int64) []chunks.Meta {
	switch {
	case s.isHistogram():
		return s.histogramChunks(from, to)
	case s.moment != nil:
		return s.momentChunks(from, to)
	default:
		return s.floatChunks(from, to)
	}
}

func (s *series) floatChunks(from, to int64) (metas []chunks.Meta) {
	var app chunkenc.Appender
	for tick := s.firstTick(from); tick+8 < to; tick += s.step {
		t := s.jitter(tick)
		if n := len(metas); n == 0 || metas[n-1].Chunk.NumSamples() == tsdb.DefaultSamplesPerChunk {
			chunk := chunkenc.NewXORChunk()
			app, _ = chunk.Appender()
			metas = append(metas, chunks.Meta{Chunk: chunk, MinTime: t})
		}
		app.Append(0, t, s.float(t))
		metas[len(metas)-1].MaxTime = t
	}
	return metas
}

// isFull tells whether Prometheus would begin another chunk of histograms.
func isFull(chunk chunkenc.Chunk) bool {
	return len(chunk.Bytes()) >= chunkenc.TargetBytesPerHistogramChunk &&
		chunk.NumSamples() >= chunkenc.MinSamplesPerHistogramChunk
}

// histogramCutter puts histograms into chunks, cut as Prometheus's head does.
type histogramCutter struct {
	metas         []chunks.Meta
	app, previous chunkenc.Appender
}

// append adds the sample of a time in the way of its kind. A sample that does not fit comes with a
// chunk of its own, or with all that there was, written anew.
func (c *histogramCutter) append(t int64, create func() chunkenc.Chunk, add func(app, previous chunkenc.Appender) (chunkenc.Chunk, bool, chunkenc.Appender, error)) {
	if n := len(c.metas); n == 0 || isFull(c.metas[n-1].Chunk) {
		chunk := create()
		c.previous = c.app
		c.app, _ = chunk.Appender()
		c.metas = append(c.metas, chunks.Meta{Chunk: chunk, MinTime: t})
	}
	chunk, recoded, next, err := add(c.app, c.previous)
	if err != nil {
		panic(err)
	}
	c.app = next
	if chunk != nil && !recoded {
		c.metas = append(c.metas, chunks.Meta{Chunk: chunk, MinTime: t})
	} else if chunk != nil {
		c.metas[len(c.metas)-1].Chunk = chunk
	}
	c.metas[len(c.metas)-1].MaxTime = t
}

func (s *series) histogramChunks(from, to int64) []chunks.Meta {
	var cutter histogramCutter
	create := func() chunkenc.Chunk { return chunkenc.NewHistogramChunk() }
	sample := *s.shape
	for tick := s.firstTick(from); tick+8 < to; tick += s.step {
		t := s.jitter(tick)
		s.cumulative(t, &sample)
		cutter.append(t, create, func(app, previous chunkenc.Appender) (chunkenc.Chunk, bool, chunkenc.Appender, error) {
			return app.AppendHistogram(previous, 0, t, &sample, false)
		})
	}
	return cutter.metas
}

func (s *series) momentChunks(from, to int64) []chunks.Meta {
	var cutter histogramCutter
	create := func() chunkenc.Chunk { return chunkenc.NewFloatHistogramChunk() }
	sample := s.moment.Copy()
	for t := s.firstTick(from); t < to; t += s.step {
		s.moment.CopyTo(sample)
		sample.Mul(s.rhythm(t))
		sample.CounterResetHint = histogram.GaugeType
		cutter.append(t, create, func(app, previous chunkenc.Appender) (chunkenc.Chunk, bool, chunkenc.Appender, error) {
			return app.AppendFloatHistogram(previous, 0, t, sample, false)
		})
	}
	return cutter.metas
}
