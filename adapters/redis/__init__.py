"""What expires: contexts, tickets, caches."""
