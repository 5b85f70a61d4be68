"""What readers give back to a published story: a press of a button, a reply, or word that something is wrong."""
