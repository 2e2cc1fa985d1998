"""The early-warning rules as tables: households at, just below and just above each bound, and what is not known."""
