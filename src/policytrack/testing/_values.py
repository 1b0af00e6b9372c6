"""Strategies for what records hold: ids, texts, numbers and any JSON.

Each is made once, since Hypothesis looks a new strategy through before it draws from it.
"""

from functools import cache

from hypothesis import strategies as st

from policytrack.ids import id_fault
from policytrack.model import JSON, JsonObject


@cache
def ids() -> st.SearchStrategy[str]:
    """Draw ids, most of them short slugs so that some meet, some as odd as real data has them."""
    odd = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=8)
    slugs = st.sampled_from(["a", "b", "c", "a-1", "a/1", "~a", "№ 7", "z"])
    return slugs | slugs | odd.filter(lambda text: id_fault(text) is None)


@cache
def texts() -> st.SearchStrategy[str]:
    """Draw texts that a field of a record may hold."""
    return st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12)


@cache
def numbers() -> st.SearchStrategy[float]:
    """Draw finite numbers, whole and not."""
    return st.integers(-(10**6), 10**6) | st.floats(allow_nan=False, allow_infinity=False)


@cache
def json_values() -> st.SearchStrategy[JSON]:
    """Draw what JSON can say, as lists and dicts."""
    flat = st.none() | st.booleans() | numbers() | st.just("") | texts()
    return st.recursive(
        flat,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts(), inner, max_size=3),
        max_leaves=6,
    )


@cache
def json_objects() -> st.SearchStrategy[JsonObject]:
    """Draw JSON objects."""
    return st.dictionaries(texts(), json_values(), max_size=3).map(JsonObject)
