// Command replay runs Prometheus's rules over samples in simulated time: it reads what applications
// report from stdin, evaluates each rule at the interval of its group, and writes each alert that
// fires or is over as a line of JSON.
//
// A line of the input is one of
//
//	D ID KIND SOURCE START BOUNDS LABELS   a series begins: c(ounter), g(auge) or h(istogram)
//	+ ID NUMBER                            a counter rises
//	= ID NUMBER                            a gauge changes
//	o ID NUMBER [COUNT]                    a histogram observes
//	E ID                                   a series ends
//	T SOURCE TIME                          a source reports all its series, as OTLP does
//
// Times are Unix milliseconds.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime/debug"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace/noop"
)

// span is how much simulated time is read before rules are evaluated for all of it.
const span = time.Hour

func main() {
	start := flag.Int64("start", 0, "Unix milliseconds at which the rules begin to be evaluated")
	offset := flag.Duration("offset", 0, "moves the moments at which groups are evaluated")
	delivery := flag.Duration("delivery", time.Second, "from a report to its samples in Prometheus")
	flag.Parse()
	// There is memory enough, and one core; spans that nobody reads are made all the same.
	debug.SetGCPercent(800)
	otel.SetTracerProvider(noop.NewTracerProvider())
	if err := run(flag.Args(), time.UnixMilli(*start), *offset, *delivery); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(files []string, start time.Time, offset, delivery time.Duration) error {
	groups, options, err := loadRules(files, os.Stderr)
	if err != nil {
		return err
	}
	db := newStore(keepMillis(groups))
	reports := newReports(db, delivery)
	rules, err := newRuler(groups, options, db, start, offset, os.Stdout)
	if err != nil {
		return err
	}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	var end time.Time
	for lines.Scan() {
		at, err := reports.read(lines.Text())
		if err != nil {
			return fmt.Errorf("%q: %w", lines.Text(), err)
		}
		if at == nil {
			continue
		}
		// What is evaluated before this has seen all that it can.
		end = at.time.Add(delivery)
		if end.Sub(start) >= span {
			if err := rules.until(end); err != nil {
				return err
			}
			start = end
		}
		reports.arrive(at)
	}
	if err := lines.Err(); err != nil {
		return err
	}
	return rules.until(end)
}

func newLogger(to io.Writer) *slog.Logger {
	return slog.New(slog.NewTextHandler(to, &slog.HandlerOptions{Level: slog.LevelWarn}))
}
