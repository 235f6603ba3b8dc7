"""Tests of the pretend outside world."""
