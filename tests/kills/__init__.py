"""Imports killed at random moments: the state is as before or as after, and ``verify`` holds."""
