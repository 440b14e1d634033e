package main

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// Variables of the environment that make costbench itself a vet tool, which
// hands its arguments on to another one and notes what that needed.
const (
	probeTarget = "COSTBENCH_TARGET"
	probeLog    = "COSTBENCH_LOG"
)

// A unit is what a tool needed for one package.
type unit struct {
	Package string
	Kind    kind
	CPU     time.Duration
	RSS     int64 // the largest resident set, in bytes
	Facts   int   // the size of the package's facts, in bytes
}

// kind says whose code a package is.
type kind int

const (
	std kind = iota
	dependency
	mainModule
)

func (k kind) String() string {
	return [...]string{"standard library", "dependencies", "main module"}[k]
}

// probe runs a vet tool, as a vet tool, and logs the unit.
func probe(target string, args []string) int {
	cmd := exec.Command(target, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	err := cmd.Run()
	if cmd.ProcessState == nil {
		fmt.Fprintf(os.Stderr, "costbench: %v\n", err)
		return 1
	}
	if config := args[len(args)-1]; strings.HasSuffix(config, ".cfg") {
		if err := logUnit(config, cmd.ProcessState); err != nil {
			fmt.Fprintf(os.Stderr, "costbench: %v\n", err)
			return 1
		}
	}
	return cmd.ProcessState.ExitCode()
}

func logUnit(config string, state *os.ProcessState) error {
	text, err := os.ReadFile(config)
	if err != nil {
		return err
	}
	var cfg struct{ ImportPath, ModulePath, ModuleVersion, VetxOutput string }
	if err := json.Unmarshal(text, &cfg); err != nil {
		return err
	}
	u := unit{
		Package: cfg.ImportPath,
		CPU:     state.UserTime() + state.SystemTime(),
		RSS:     maxRSS(state),
		Facts:   factBytes(cfg.VetxOutput),
	}
	switch {
	case cfg.ModulePath == "":
		u.Kind = std
	case cfg.ModuleVersion != "":
		u.Kind = dependency
	default:
		u.Kind = mainModule
	}
	line, err := json.Marshal(u)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(os.Getenv(probeLog), os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o666)
	if err != nil {
		return err
	}
	if _, err := f.Write(append(line, '\n')); err != nil {
		return err
	}
	return f.Close()
}

// factBytes returns the size of the facts in a file that unitchecker wrote: its
// magic number, the lengths of the types and of the facts, and these two.
func factBytes(vetx string) int {
	data, err := os.ReadFile(vetx)
	if err != nil || len(data) < 12 || string(data[:4]) != "vetx" {
		return 0
	}
	types := int(binary.LittleEndian.Uint32(data[4:]))
	facts := int(binary.LittleEndian.Uint32(data[8:]))
	if 12+types+facts != len(data) {
		return 0
	}
	return facts
}

// probe runs go vet once, cold, with costbench between it and the tool.
func (b *bench) probe(t tool) ([]unit, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cache := filepath.Join(b.tmp, "cache")
	if err := clone(b.seedDir(), cache); err != nil {
		return nil, err
	}
	defer os.RemoveAll(cache)
	log := filepath.Join(b.tmp, t.name+".log")
	through := tool{path: self, flags: t.flags}
	if _, err := b.vet(cache, through, []string{probeTarget + "=" + t.path, probeLog + "=" + log}); err != nil {
		return nil, err
	}
	f, err := os.Open(log)
	if err != nil {
		return nil, fmt.Errorf("no process of %s left a note: %v", t.name, err)
	}
	defer f.Close()
	var units []unit
	for scan := bufio.NewScanner(f); scan.Scan(); {
		var u unit
		if err := json.Unmarshal(scan.Bytes(), &u); err != nil {
			return nil, fmt.Errorf("%s: %v", log, err)
		}
		units = append(units, u)
	}
	return units, nil
}
