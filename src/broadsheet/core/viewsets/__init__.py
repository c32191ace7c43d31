"""What the newsroom's own screens share: ordered lists, choosers, pages with an address."""
