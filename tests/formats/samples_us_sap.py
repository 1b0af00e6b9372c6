"""A small file in the shape of `us-sap`; what it says is invented."""

import json

_FIELDS = {
    "bill_number": "HR9999",
    "bill_id": "199hr9999",
    "bill_title": "Free Buses Act (1 page, 98 kb)",
    "congress": "199",
    "date_issued": "2099-12-11",
    "permanent_pdf_link": "statements/199/HR9999/saphr9999h_20991211.pdf",
    "original_pdf_link": "https://house.example/sap/199/saphr9999h_20991211.pdf",
    "date_fetched": "2099-12-27T18:07:03.525Z",
}
_LATER = {
    **_FIELDS,
    "bill_title": "Free Buses and Trams Act (2 pages, 8 kb)",
    "date_issued": "2099-12-20",
    "original_pdf_link": "https://house.example/sap/199/saphr9999s_20991220.pdf",
}

SAMPLE = json.dumps(
    [
        {"model": "bills.statement", "pk": 1, "fields": _FIELDS},
        {"model": "bills.statement", "pk": 2, "fields": {**_LATER, "stance": "Opposes"}},
    ],
    indent=1,
).encode()
