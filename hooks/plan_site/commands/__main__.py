"""Runs the command `plan` as `python -m plan_site.commands`."""

from __future__ import annotations

import sys

from plan_site.commands import main

sys.exit(main())
