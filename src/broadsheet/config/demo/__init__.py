"""The demo newspaper: its content lies in `demo/` beside the package, this reads it in."""

from broadsheet.config.demo.loader import DemoMade, make_demo

__all__ = ["DemoMade", "make_demo"]
