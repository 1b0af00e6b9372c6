"""A small file in the shape of `trumptracker-tabs`; what it says is invented."""

SAMPLE = b"""\
# status has four options
tabs:
  -
    id: green
    name: 'Green things'
    icon: leaf
    sections:
      -
        header: 'On the first day:'
        points:
          -
            text: 'Plant a tree for every child'
            status: achieved
            update: "2017-01-23"
            citations:
              - 'https://paper.example/trees'
            comments: 'https://forum.example/1'
            source: 'https://video.example/watch?v=1'
          -
            text: 'Free buses'
            status: notStarted
            update: '%Y-%m-%d'
            citations:
              - 'https://paper.example/buses'
            comments: 'https://forum.example/2'
            source: 'https://video.example/watch?v=2'
"""
