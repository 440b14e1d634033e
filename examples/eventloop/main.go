// Command eventloop is a small key-value server with a single-goroutine event
// loop: TCP connections, timers and a queue of jobs. It shows how a program
// protects such a loop with runtimectx.
//
//	go run ./examples/eventloop -addr localhost:7070
//
// The package ../defects is the same server as it might look after some hasty
// changes, each of which ctxvet reports.
package main

import (
	"context"
	"flag"
	"log"
	"net"
	"os"
	"os/signal"
)

func main() {
	addr := flag.String("addr", "localhost:7070", "address to listen on")
	snapshot := flag.String("snapshot", "eventloop.snapshot", "file that SAVE and SHUTDOWN write")
	flag.Parse()

	listener, err := net.Listen("tcp", *addr)
	if err != nil {
		log.Fatal(err)
	}
	log.Printf("listening on %s", listener.Addr())
	server := NewServer(listener, *snapshot)

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	context.AfterFunc(ctx, server.Shutdown)
	server.Serve()
}
