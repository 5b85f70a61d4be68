"""The letter that asks whoever is on duty to look at the desk: never at what, or how much."""
