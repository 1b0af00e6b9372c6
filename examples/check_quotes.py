"""Are the words really there? Every quote is looked up in the text of its source.

    pip install 'policytrack[quotes,yaml]'
    python examples/check_quotes.py                      # the folder examples/own_data, with its texts
    python examples/check_quotes.py CASE TEXTS           # your own case, and a folder of texts

A text is a file named like its source (`the-source-id.txt`), or as the source's identifier of the scheme
`file` says. Instead of your own CASE you can name a bundled one, such as police-accountability.
"""

import sys
from collections import Counter
from pathlib import Path

import policytrack as pt

OWN = Path(__file__).with_name("own_data")


def main() -> None:
    """Print a verdict for each quote, and what could be mended."""
    case, texts = (sys.argv[1], Path(sys.argv[2])) if sys.argv[2:] else (str(OWN), OWN / "texts")
    tracker = pt.datasets.load(case) if case in pt.datasets.names() else pt.load(case)
    verifications = pt.verify(tracker, texts)
    for verification in verifications:
        # What stands where the record says needs no line; everything else does.
        if not verification.stands:
            print(verification)
    counts = Counter(verification.verdict for verification in verifications)
    print(", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items())) or "no quotes")
    # Nothing is mended unless somebody asks: here, words that only moved or differ in typography.
    mended = pt.reanchor(tracker, verifications)
    print(f"after mending: {Counter(found.stands for found in pt.verify(mended, texts))[True]} stand")


if __name__ == "__main__":
    main()
