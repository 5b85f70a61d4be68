"""What Cairn claims in figures, measured: `make bench` prints each figure beside its limit."""
