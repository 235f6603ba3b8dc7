"""Open facts about recordings: ListenBrainz."""
