"""The masthead's screens: menus, panels, promo bars, editable pages."""
