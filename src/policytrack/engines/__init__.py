"""What answers questions: `reference` is naive and obviously right, and every other engine is held to it.

`memory` answers for trackers and their views, from indexes.
"""
