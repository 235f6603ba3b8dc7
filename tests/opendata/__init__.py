"""Tests of adapters/opendata."""
