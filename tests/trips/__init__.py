"""Whole journeys: the bot as it is composed, on the pretend outside world, over real sockets."""
