"""What the German words of DIP21 say of a proceeding: its status, what a decision does, days in texts."""

import re

LAW, PAPER = "de-gesetz", "de-vorlage"


_STANDS = {
    "submitted": (
        "Dem Bundesrat zugeleitet - Noch nicht beraten|Dem Bundestag zugeleitet - Noch nicht beraten|"
        "Noch nicht beraten|Noch nicht beantwortet|Einbringung beschlossen|"
        "Einbringung in geänderter Fassung beschlossen|Zuleitung beschlossen|"
        "Zuleitung in geänderter Fassung beschlossen|Zuleitung in Neufassung beschlossen"
    ),
    "bundesrat-first": "1. Durchgang im Bundesrat abgeschlossen",
    "in-committee": (
        "Den Ausschüssen zugewiesen|Überwiesen|In der Beratung (Einzelheiten siehe Vorgangsablauf)|"
        "Nicht abgeschlossen - Einzelheiten siehe Vorgangsablauf"
    ),
    "reported": "Beschlussempfehlung liegt vor|Abschlussbericht liegt vor",
    "adopted": (
        "Angenommen|Verabschiedet|Zustimmung erteilt|Zustimmung (mit Änderungen) erteilt|Entlastung erteilt|"
        "Aufhebung nicht verlangt"
    ),
    "mediation": (
        "Im Vermittlungsverfahren|Vermittlungsvorschlag liegt vor|"
        "Bundesrat hat Vermittlungsausschuss angerufen"
    ),
    "objected": "Bundesrat hat Einspruch eingelegt",
    "consented": (
        "Bundesrat hat zugestimmt|Bundesrat hat Vermittlungsausschuss nicht angerufen|"
        "Bundesrat hat keinen Einspruch eingelegt"
    ),
    "promulgated": "Verkündet",
    "rejected": "Abgelehnt|Zustimmung versagt",
    "answered": "Beantwortet|Schriftlich beantwortet|Mündlich beantwortet",
    "unanswered": "Nicht beantwortet wegen Nichtanwesenheit des Fragestellers",
    "not-introduced": "Einbringung abgelehnt",
    "consent-refused": "Bundesrat hat Zustimmung versagt",
    "not-signed": "Nicht ausgefertigt wegen Zustimmungsverweigerung des Bundespräsidenten",
    "withdrawn": "Zurückgezogen",
    "settled": (
        "Für erledigt erklärt|Für gegenstandslos erklärt|Abgeschlossen|"
        "Abgeschlossen - Ergebnis siehe Vorgangsablauf|Beratungen abgeschlossen"
    ),
    "merged": "Zusammengeführt mit... (siehe Vorgangsablauf)",
    "not-debated": "Keine parlamentarische Behandlung",
    "lapsed": ("Erledigt durch Ablauf der Wahlperiode|Erledigt durch Ende der Wahlperiode (§ 125 GOBT)"),
    "void": (
        "Für nichtig erklärt|Für mit dem Grundgesetz unvereinbar erklärt|"
        "Teile des Gesetzes für nichtig erklärt"
    ),
}
STANDS = {words: state for state, listed in _STANDS.items() for words in listed.split("|")}
"""The state that each status of DIP21 is, by its words; those of both lifecycles together."""

_LAST_READING = re.compile(r"3\. Beratung|Schlussabstimmung|Abstimmung über Vermittlungsvorschlag")
_DECISIONS = tuple(
    (where, re.compile(words), state)
    for where, words, state in (
        ("BT", r"Überq?weisung", "in-committee"),
        ("BT", r"Ablehnung(?: der Vorlagen?)?$", "rejected"),
        ("BT", r"Erklärung der Vorlagen? für erledigt", "settled"),
        ("BR", r"Ausschusszuweisung", "in-committee"),
        ("BR", r"Ablehnung der Einbringung", "not-introduced"),
        ("BR", r"(?:erneute )?Einbringung", "submitted"),
        ("BR", r"(?:keine Einwendungen|(?:keine )?Stellungnahme)", "bundesrat-first"),
        ("BR", r"(?:Feststellung der Zustimmungsbedürftigkeit; )?Zustimmung", "consented"),
        ("BR", r"kein Antrag auf Einberufung des Vermittlungsausschusses|kein Einspruch", "consented"),
        ("BR", r"Anrufung des Vermittlungsausschusses", "mediation"),
        ("BR", r"Einspruch", "objected"),
        ("BR", r"Versagung der Zustimmung", "consent-refused"),
        ("BR", r"für erledigt erklärt", "settled"),
    )
)
_ACCEPTED = re.compile(r"Annahme(?: der Vorlagen?| in Ausschussfassung)?$")
_PUT_FORWARD = re.compile(r"(?:Gesetzentwurf|Gesetzesantrag|Antrag) *(?:,|$)")
_TAKEN_BACK = re.compile(r"(?:Amtliche Mitteilung: )?Rücknahme(?: der Vorlage)? *(?:,|$)")
_DAY = re.compile(r"(?<![0-9])([0-3][0-9])\.([01][0-9])\.([12][0-9]{3})(?![0-9])")
_STEP = re.compile(r"([0-9]{2})\.([0-9]{2})\.([0-9]{4}) - ([^\n, ][^\n,]*)(?:, ([^\n]+))?")
_GAZETTE = re.compile(
    r"(?P<what>[^\n]{1,60}?) vom [0-9.]{10} - (?P<gazette>Bundesgesetzblatt [^\n]{1,40}?) "
    r"Nr\.(?P<number>[0-9]{1,3}?)(?P<day>[0-9]{2})\.(?P<month>[0-9]{2})\.(?P<year>[0-9]{4}) "
    r"(?P<page>S\. [^\n ]{1,20})(?: (?P<url>https?://[^ \n]+))?"
)


def decision(chamber: str | None, step: str, tenor: str, *, is_law: bool) -> str | None:
    """Return the state that a decision brings a proceeding to, None where it only concerns a part of it.

    >>> decision("BT", "3. Beratung", "Annahme in Ausschussfassung", is_law=True)
    'adopted'
    >>> decision("BT", "2. Beratung", "Ablehnung des Änderungsantrags", is_law=True) is None
    True
    """
    if chamber == "BT" and _ACCEPTED.match(tenor):
        # A law is adopted in its last reading, a motion in the one that it has.
        return "adopted" if not is_law or _LAST_READING.search(step) else None
    found = (state for where, words, state in _DECISIONS if where == chamber and words.match(tenor))
    state = next(found, None)
    return state if is_law or state not in {"bundesrat-first", "consented", "mediation", "objected"} else None


def turn(step: str) -> str | None:
    """Return the state that a step itself brings a proceeding to: its beginning, or that it is taken back.

    >>> turn("Antrag,  Urheber : Fraktion der SPD "), turn("Amtliche Mitteilung: Rücknahme"), turn("Beratung")
    ('submitted', 'withdrawn', None)
    """
    if _PUT_FORWARD.match(step):
        return "submitted"
    return "withdrawn" if _TAKEN_BACK.match(step) else None


def dated(text: str) -> tuple[str | None, str, str | None]:
    """Return the day, the document and the place in it of a reference; the text alone where it has no day.

    >>> dated("18.03.1985 - BT-Drucksache 10/3055")
    ('1985-03-18', 'BT-Drucksache 10/3055', None)
    >>> dated("20.05.2010 - BT-Plenarprotokoll 17/43, S. 4331B - 4331C")
    ('2010-05-20', 'BT-Plenarprotokoll 17/43', 'S. 4331B - 4331C')
    """
    found = _STEP.match(text)
    if found is None:
        return None, text, None
    day, month, year, document, place = found.groups()
    return f"{year}-{month}-{day}", document.strip(), place


def first_day(text: str) -> str | None:
    """Return the first day in a text as EDTF.

    >>> first_day("01.06.2010 (weiteres siehe im BGBl)")
    '2010-06-01'
    """
    found = _DAY.search(text)
    return None if found is None else f"{found[3]}-{found[2]}-{found[1]}"


def gazette(text: str) -> tuple[str, str, str, str | None] | None:
    """Return title, day, kind and address of a place in the Federal Law Gazette; None where it reads else.

    Number and day stand in it without a space.

    >>> gazette("Gesetz vom 04.11.2010 - Bundesgesetzblatt Teil I 2010 Nr.5511.11.2010 S. 1483")
    ('Bundesgesetzblatt Teil I 2010 Nr. 55, S. 1483', '2010-11-11', 'Gesetz', None)
    """
    found = _GAZETTE.match(text)
    if found is None:
        return None
    title = f"{found['gazette']} Nr. {found['number']}, {found['page']}"
    on = f"{found['year']}-{found['month']}-{found['day']}"
    return title, on, found["what"], found["url"]
