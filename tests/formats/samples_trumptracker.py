"""A small file in the shape of `trumptracker`; what it says is invented."""

import json

_PROMISES = [
    {
        "title": "Plant a tree for every child",
        "description": "In the first year.",
        "url": "https://tracker.example/plant-a-tree",
        "status": "In progress",
        "status_info": "Ten were planted.",
        "category": "Environment",
        "tags": ["Trees"],
        "comments": ["https://forum.example/1"],
        "sources": ["https://paper.example/trees", "https://video.example/watch?v=1"],
    },
    {
        "title": "Free buses",
        "description": "",
        "url": "https://tracker.example/free-buses",
        "status": "Broken",
        "status_info": "",
        "category": "Transport",
        "tags": [],
        "comments": [],
        "sources": ["https://paper.example/trees"],
    },
]

SAMPLE = json.dumps({"icons": {"Environment": "tree"}, "promises": _PROMISES}, indent=1).encode()
