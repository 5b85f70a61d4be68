"""Pages for somebody we do not want to know."""
