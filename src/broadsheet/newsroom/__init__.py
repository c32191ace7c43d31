"""Stories, sections, topics and people, and the pages that show them."""
