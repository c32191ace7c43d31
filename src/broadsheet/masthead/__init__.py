"""What frames every page: the site's name and looks, menus, panels, promo bar, editable pages."""
