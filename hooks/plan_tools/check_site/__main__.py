"""Looks through a built site, as `python -m plan_tools.check_site`."""

import sys

from plan_tools.check_site.gate import main

sys.exit(main())
