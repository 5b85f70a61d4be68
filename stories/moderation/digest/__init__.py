"""The letter that says, once a day and at one hour, that something waits at the desk: never how much, or what."""
