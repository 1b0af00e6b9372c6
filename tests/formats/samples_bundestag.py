"""Invented proceedings in the shape of DIP21: a law, a motion, and one of which little is known."""

import json

LAW = {
    "vorgangId": "90001",
    "VORGANG": {
        "WAHLPERIODE": "17",
        "VORGANGSTYP": "Gesetzgebung",
        "TITEL": "Gesetz über Beispiele",
        "INITIATIVE": "Bundesregierung",
        "AKTUELLER_STAND": "Verkündet",
        "SIGNATUR": "XVII/1",
        "GESTA_ORDNUNGSNUMMER": "A001",
        "EU_DOK_NR": "",
        "VERKUENDUNG": [
            "Gesetz vom 04.11.2010 - Bundesgesetzblatt Teil I 2010 Nr.5511.11.2010 S. 1 https://gesetzblatt.example/1",
            "Berichtigung vom 05.11.2010 - Bundesgesetzblatt Teil I 2010 Nr.5612.11.2010 S. 2",
            "steht noch aus",
        ],
        "INKRAFTTRETEN": ["12.11.2010 (weiteres siehe im BGBl)", "01.01.2012 (Außerkrafttreten)", "später"],
        "SACHGEBIET": ["Umwelt", "Energie"],
        "SCHLAGWORT": ["Beispiel", {"_fundstelle": "true", "__cdata": "Gesetz über Beispiele"}],
        "ABSTRAKT": "Worum es geht \ufffd",
    },
    "VORGANGSABLAUF": {
        "VORGANGSPOSITION": [
            {
                "ZUORDNUNG": "BR",
                "URHEBER": "2. Durchgang",
                "FUNDSTELLE": "24.09.2010 - BR-Plenarprotokoll 874, TOP 9, S. 309C",
                "FUNDSTELLE_LINK": "http://dip.example/874.pdf#P.309",
                "BESCHLUSS": {"BESCHLUSSTENOR": "kein Antrag auf Einberufung des Vermittlungsausschusses"},
                "PERSOENLICHER_URHEBER": {
                    "VORNAME": "Cleo",
                    "NACHNAME": "Dritte",
                    "FUNKTION": "MdBR",
                    "FUNKTIONSZUSATZ": "Senatorin",
                    "BUNDESLAND": "Musterland",
                    "AKTIVITAETSART": "Rede",
                },
            },
            {
                "ZUORDNUNG": "BT",
                "URHEBER": "Gesetzentwurf,  Urheber : Bundesregierung, Ministerium für Muster (federführend)",
                "FUNDSTELLE": "17.05.2010 - BT-Drucksache 17/1719\nAnl. Stellungnahme",
                "FUNDSTELLE_LINK": "http://dip.example/1719.pdf",
                "ZUWEISUNG": [
                    {"AUSSCHUSS_KLARTEXT": "Rechtsausschuss", "FEDERFUEHRUNG": "federf&uuml;hrend"},
                    {"FEDERFUEHRUNG": "niemand"},
                ],
            },
            {
                "ZUORDNUNG": "BT",
                "URHEBER": "3. Beratung",
                "FUNDSTELLE": "01.07.2010 - BT-Plenarprotokoll 17/55, S. 5752C",
                "BESCHLUSS": [
                    {"BESCHLUSSTENOR": "Ablehnung des Änderungsantrags"},
                    {"BESCHLUSSTENOR": "Annahme in Ausschussfassung"},
                ],
                "PERSOENLICHER_URHEBER": [
                    {
                        "PERSON_TITEL": "Dr.",
                        "VORNAME": "Ada",
                        "NAMENSZUSATZ": "von",
                        "NACHNAME": "Beispiel",
                        "WAHLKREISZUSATZ": "Musterstadt",
                        "FUNKTION": "MdB",
                        "FRAKTION": "BSP",
                        "AKTIVITAETSART": "Rede",
                        "SEITE": "5752C",
                    },
                    {
                        "VORNAME": "Bo",
                        "NACHNAME": "Muster",
                        "FUNKTION": "Bundesmin.",
                        "RESSORT": "Ministerium für Muster",
                    },
                    {
                        "VORNAME": "Eva",
                        "NACHNAME": "Kanzler",
                        "FUNKTION": "Bundeskanzl.",
                        "AKTIVITAETSART": "Rede",
                    },
                    {"VORNAME": "Jo", "NACHNAME": "Gast", "AKTIVITAETSART": "Rede"},
                ],
            },
        ]
    },
}
MOTION = {
    "vorgangId": "90002",
    "VORGANG": {
        "VORGANGSTYP": "Antrag",
        "TITEL": "Mehr Beispiele",
        "INITIATIVE": ["Fraktion der BSP"],
        "AKTUELLER_STAND": "Erledigt durch Ablauf der Wahlperiode",
        "SACHGEBIET": "Umwelt",
    },
    "VORGANGSABLAUF": {
        "VORGANGSPOSITION": {
            "ZUORDNUNG": "BT",
            "URHEBER": "Antrag,  Urheber : Fraktion der BSP ",
            "FUNDSTELLE": "18.03.2010 - BT-Drucksache 17/3055",
            "PERSOENLICHER_URHEBER": {
                "VORNAME": "Lone",
                "NACHNAME": "Wolf",
                "FUNKTION": "MdB",
                "FRAKTION": "fraktionslos",
                "AKTIVITAETSART": "Antrag",
            },
            "BESCHLUSS": {"BESCHLUSSTENOR": "Überweisung"},
        }
    },
}
ODD = {
    "vorgangId": "90003",
    "VORGANG": {"VORGANGSTYP": "Gesetzgebung", "TITEL": "Rest", "AKTUELLER_STAND": "Liegt im Keller"},
    "VORGANGSABLAUF": {
        "VORGANGSPOSITION": [{"URHEBER": "Notiz", "FUNDSTELLE": "irgendwann"}, {"URHEBER": "Vermerk"}]
    },
}
SAMPLE = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in (LAW, MOTION, ODD)).encode()
