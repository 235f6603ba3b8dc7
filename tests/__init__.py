"""The tests of Chorus: the code mirrored, the promises of every port, and whole trips."""
