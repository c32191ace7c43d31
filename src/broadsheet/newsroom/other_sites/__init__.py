"""Links to other sites: asked in the background whether they still lead anywhere."""
