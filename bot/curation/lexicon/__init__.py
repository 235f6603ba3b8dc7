"""The words Chorus knows for music: genres, moods, scenes and sounds, with what each implies."""
