"""The newsroom's screens: the list of stories, their editor, topics, people, departments."""
