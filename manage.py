#!/usr/bin/env python
"""Django's command line for Cairn."""

import os
import sys


def main() -> None:
    """Run the command named on the command line under `kb.settings`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
