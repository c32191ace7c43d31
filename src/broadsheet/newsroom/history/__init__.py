"""The public history of stories: their versions, sealed and chained."""
