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
