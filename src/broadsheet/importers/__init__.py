"""Other systems' archives: a source becomes neutral records, and the records become our stories."""
