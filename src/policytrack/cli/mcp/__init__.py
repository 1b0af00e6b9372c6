"""The server for assistants that speak the Model Context Protocol: questions in, answers with citations out.

```
_cites.py    which sources bear an answer, in which words, with address and dates
_answers.py  the answers, as values
_tool.py     what a tool is: what it takes, how it answers, and the schemas of both
_run.py      how each answers
_tools.py    which tools there are, and what an assistant is told of them
_server.py   the protocol, by the official SDK; the only module that is asynchronous and needs the extra `mcp`
```
"""
