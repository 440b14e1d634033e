package spans

import (
	"context"
	"testing"

	"go.opentelemetry.io/otel"
)

// A test that fails exports nothing.
func failing(t testing.TB, err error) {
	_, span := otel.Tracer("x").Start(context.Background(), "failing")
	if err != nil {
		t.Fatal(err)
	}
	span.End()
}

func returning(t testing.TB, err error) {
	_, span := otel.Tracer("x").Start(context.Background(), "returning") // want `span span, started at line \d+, is not ended when the function returns at line \d+`
	if err != nil {
		t.Error(err)
		return
	}
	span.End()
}
