// A package with a function that has no body needs an assembly file.
