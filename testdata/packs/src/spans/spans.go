// Package spans starts spans that some path does not end.
package spans

import (
	"context"
	"errors"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"
)

var errBad = errors.New("bad")

func deferred(ctx context.Context) error {
	ctx, span := otel.Tracer("x").Start(ctx, "deferred")
	defer span.End()
	span.SetAttributes("a", "b")
	return ctx.Err()
}

func earlyReturn(ctx context.Context, bad bool) error {
	_, span := otel.Tracer("x").Start(ctx, "earlyReturn") // want `span span, started at line 22, is not ended when the function returns at line 25 \[leakedguard\]`
	if bad {
		span.RecordError(errBad)
		return errBad
	}
	span.End()
	return nil
}

func discarded(ctx context.Context) context.Context {
	_, _ = otel.Tracer("x").Start(ctx, "discarded") // want `the span started here is discarded: nothing can end it \[leakedguard\]`
	return ctx
}

func closure(ctx context.Context) (err error) {
	_, span := otel.Tracer("x").Start(ctx, "closure")
	defer func() {
		if err != nil {
			span.RecordError(err)
		}
		span.End()
	}()
	return errBad
}

type server struct{ tracer trace.Tracer }

func (s *server) start(ctx context.Context, name string) (context.Context, trace.Span) {
	return s.tracer.Start(ctx, name)
}

func (s *server) wrapped(ctx context.Context, bad bool) {
	_, span := s.start(ctx, "wrapped") // want `span span, started at line 54, is not ended when the function returns at line 56 \[leakedguard\]`
	if bad {
		return
	}
	span.End()
}

func (s *server) wrappedEnded(ctx context.Context) {
	_, span := s.start(ctx, "wrappedEnded")
	defer span.End()
}

type request struct {
	ctx  context.Context
	span trace.Span
}

func stored(ctx context.Context, r *request) {
	r.ctx, r.span = otel.Tracer("x").Start(ctx, "stored")
}

func otherGoroutine(ctx context.Context) {
	_, span := otel.Tracer("x").Start(ctx, "otherGoroutine")
	go func() {
		defer span.End()
	}()
}

func fromContext(ctx context.Context) {
	span := trace.SpanFromContext(ctx)
	span.SetAttributes("a")
}

func correlated(ctx context.Context, traced bool) {
	var span trace.Span
	if traced {
		_, span = otel.Tracer("x").Start(ctx, "correlated")
	}
	if traced {
		span.End()
	}
}

func byNil(ctx context.Context, traced bool) {
	var span trace.Span
	if traced {
		_, span = otel.Tracer("x").Start(ctx, "byNil")
	}
	if span != nil {
		span.End()
	}
}

func twice(ctx context.Context) {
	_, span := otel.Tracer("x").Start(ctx, "twice")
	defer span.End()
	span.End()
}

func each(ctx context.Context, names []string) {
	for _, name := range names {
		_, span := otel.Tracer("x").Start(ctx, name) // want `span span, started at line 115, is not ended before the next turn of the loop at line 114 \[leakedguard\]`
		if name == "" {
			continue
		}
		span.End()
	}
}

func handedOver(ctx context.Context) {
	_, span := otel.Tracer("x").Start(ctx, "handedOver")
	finish(span, nil)
}

func finish(span trace.Span, err error) {
	if err != nil {
		span.RecordError(err)
	}
	span.End()
}

func ended(ctx context.Context) func() {
	_, span := otel.Tracer("x").Start(ctx, "ended")
	return func() { span.End() }
}

// Whoever gets the context finds the span there, and ends it.
func carried(ctx context.Context) context.Context {
	ctx, _ = otel.Tracer("x").Start(ctx, "carried")
	return ctx
}

// The span is used here, and travels on all the same.
func carriedNamed(ctx context.Context) context.Context {
	ctx, span := otel.Tracer("x").Start(ctx, "carriedNamed")
	span.SetAttributes("a")
	return ctx
}

type values struct{ n int }

func (v values) with(ctx context.Context) *holder     { return &holder{ctx} }
func (v values) status(ctx context.Context) (n int)   { return 1 }
func derived(ctx context.Context) context.Context     { return ctx }
func use(ctx context.Context) error                   { return ctx.Err() }
func both(ctx context.Context) (context.Context, int) { return ctx, 0 }

type holder struct{ ctx context.Context }

func (h *holder) Context() context.Context { return h.ctx }

func carriedInside(ctx context.Context, v values) *holder {
	ctx, span := otel.Tracer("x").Start(ctx, "carriedInside")
	span.SetAttributes("a")
	return v.with(derived(ctx))
}

func carriedByResult(ctx context.Context) (out context.Context, err error) {
	defer func() { err = nil }()
	ctx, span := otel.Tracer("x").Start(ctx, "carriedByResult")
	span.SetAttributes("a")
	out, _ = both(ctx)
	return out, nil
}

func carriedInField(ctx context.Context, h *holder) {
	c, span := otel.Tracer("x").Start(ctx, "carriedInField")
	span.SetAttributes("a")
	h.ctx = c
}

// What is done with the context here is over when the function returns.
func usedOnly(ctx context.Context, v values) (int, error) {
	ctx, span := otel.Tracer("x").Start(ctx, "usedOnly") // want `span span, started at line \d+, is not ended when the function returns at line \d+ \[leakedguard\]`
	span.SetAttributes("a")
	if err := use(derived(ctx)); err != nil {
		return 0, err
	}
	return v.status(ctx), nil
}

func (s *server) carriesWrapped(ctx context.Context) context.Context {
	ctx, span := s.start(ctx, "carriesWrapped")
	span.SetAttributes("a")
	return ctx
}

func (s *server) usesWrapped(ctx context.Context) error {
	ctx, span := s.start(ctx, "usesWrapped") // want `span span, started at line \d+, is not ended when the function returns at line \d+ \[leakedguard\]`
	span.SetAttributes("a")
	return use(ctx)
}
