"""Tests of linking accounts."""
