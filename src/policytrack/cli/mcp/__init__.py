"""The server for assistants that speak the Model Context Protocol: questions in, answers with citations out.

```
_cites.py    which sources bear an answer, in which words, with address and dates
_answers.py  the answers, as values
_tools.py    which tools there are, what they take, and how they answer
_server.py   the protocol, by the official SDK; the only module that is asynchronous and needs the extra `mcp`
```
"""
