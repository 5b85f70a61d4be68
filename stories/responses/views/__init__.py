"""Blind pages: nobody is asked who they are, and nothing could tell."""
