"""What a page reads while it is rendered: rows by column, questions by their conditions, time."""

from broadsheet.press.recording.recorder import Recorder, is_pressing, recorder, recording

__all__ = ["Recorder", "is_pressing", "recorder", "recording"]
