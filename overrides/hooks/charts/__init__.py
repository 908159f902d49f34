"""The charts of the site, drawn while it is built: one function each, rules in, a figure out."""

from overrides.hooks.charts.envelopes import envelopes
from overrides.hooks.charts.forfait import forfait
from overrides.hooks.charts.targets import targets
from overrides.hooks.charts.windows import windows

__all__ = ["envelopes", "forfait", "targets", "windows"]
