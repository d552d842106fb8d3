"""Runs the command `plan` as `python -m plan_tools.commands`."""

from __future__ import annotations

import sys

from plan_tools.commands import main

sys.exit(main())
