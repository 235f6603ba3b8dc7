"""The benchmark: `make bench` prints it. Figures, never asserts."""
