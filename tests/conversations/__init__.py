"""Conversations of two to six members, judged by where they end: wish, list, who was credited, who spoke."""
