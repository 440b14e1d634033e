// The functions of this file are never run: only their declarations matter.
