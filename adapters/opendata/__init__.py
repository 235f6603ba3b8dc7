"""Open data: facts about recordings from ListenBrainz, songs behind links from MusicBrainz."""
