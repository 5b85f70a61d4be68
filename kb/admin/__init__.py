"""What curators, peer leads and the programme lead write in the admin. No story can be read or changed here."""

from kb.admin import checklists, guides, programme

__all__ = ["checklists", "guides", "programme"]
