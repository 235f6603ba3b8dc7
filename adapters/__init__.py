"""The outside world: one folder for each thing Chorus talks to, none knowing another."""
