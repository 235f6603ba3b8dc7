"""What Chorus says: every catalogue whole, and no sentence without a use."""
