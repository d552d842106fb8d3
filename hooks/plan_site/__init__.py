"""Builds the website of a council's inclusion plan from YAML records."""

from plan_site.loading import load_plan
from plan_site.pages import build_pages
from plan_site.render import render

__all__ = ["build_pages", "load_plan", "render"]
