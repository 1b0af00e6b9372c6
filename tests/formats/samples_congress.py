"""An invented folder for `congress`: a legislator, a committee, its seats, and a bill in each generation."""

PEOPLE = b"""\
- id:
    bioguide: X000001
    govtrack: 900001
    fec:
    - H0XX00001
    - S0XX00002
  name:
    first: Ada
    last: Example
    nickname: Addie
    official_full: Ada B. Example
  bio:
    birthday: '1960-01-02'
  leadership_roles:
  - title: Minority Whip
    chamber: senate
    start: '2021-01-03'
  terms:
  - type: rep
    start: '2019-01-03'
    end: '2021-01-03'
    state: ZZ
    district: 1
    party: Democrat
    party_affiliations:
    - start: '2019-01-03'
      end: '2019-12-18'
      party: Democrat
    - start: '2019-12-19'
      end: '2021-01-03'
      party: Independent
  - type: sen
    start: '2021-01-03'
    end: '2027-01-03'
    state: ZZ
    class: 1
    party: Independent
    caucus: Democrat
"""
PRESIDENTS = b"""\
- id:
    bioguide: X000001
    govtrack: 900001
  name:
    first: Ada
    last: Example
  terms:
  - type: prez
    start: '2029-01-20'
    end: '2033-01-20'
    party: Independent
- id:
    govtrack: 900002
  name:
    first: Bo
    middle: C.
    last: Sample
    suffix: Jr.
  terms:
  - type: viceprez
    start: '1801-03-04'
    end: '1805-03-04'
    party: no party
"""
COMMITTEES = b"""\
- type: house
  name: House Committee on Examples
  thomas_id: HSXX
  jurisdiction: examples &amp; samples
  subcommittees:
  - name: Small Examples
    thomas_id: '01'
- type: joint
  name: Joint Committee on Samples
  thomas_id: JSXX
"""
SEATS = b"""\
HSXX:
- name: Ada Example
  party: minority
  rank: 1
  title: Ranking Member
  bioguide: X000001
HSXX01:
- name: Cy Placeholder
  party: majority
  rank: 2
  bioguide: X000003
SSYY:
- name: Cy Placeholder
  party: majority
  rank: 1
  bioguide: X000003
"""
OLD_BILL = b"""\
<?xml version="1.0" encoding="utf-8"?>
<billStatus>
  <bill>
    <version>1.0.0</version>
    <billNumber>7</billNumber>
    <billType>HR</billType>
    <congress>116</congress>
    <introducedDate>2019-02-01</introducedDate>
    <updateDate>2020-03-04T05:06:07Z</updateDate>
    <title>Example Act</title>
    <titles><item><titleType>Display Title</titleType><title>Example Act</title></item>
      <item><titleType>Official</titleType><title>To set an example.</title></item></titles>
    <policyArea><name>Commemorations</name></policyArea>
    <subjects><billSubjects><legislativeSubjects><item><name>Museums</name></item></legislativeSubjects>
      <otherSubjects><item><name>Art</name></item></otherSubjects></billSubjects></subjects>
    <summaries><billSummaries>
      <item><actionDate>2019-02-01</actionDate><text><![CDATA[<p>First.</p>]]></text></item>
      <item><actionDate>2019-05-01</actionDate><text><![CDATA[<p>Second.</p>]]></text></item>
    </billSummaries></summaries>
    <committees><billCommittees><item><systemCode>hsxx00</systemCode><name>Examples Committee</name>
      <subcommittees><item><systemCode>hsxx01</systemCode><name>Small Examples Subcommittee</name>
        </item></subcommittees>
    </item></billCommittees></committees>
    <relatedBills>
      <item><latestTitle>Sample Act</latestTitle><congress>116</congress><number>8</number><type>S</type>
        <relationshipDetails><item><type>Identical bill</type></item><item>
        <type>Related bill</type></item></relationshipDetails></item>
      <item><congress>116</congress><number>9</number><type>HRES</type></item>
    </relatedBills>
    <laws><item><type>Public Law</type><number>116-999</number></item></laws>
    <sponsors><item><bioguideId>X000001</bioguideId><fullName>Rep. Example, Ada B. [D-ZZ-1]</fullName>
      <identifiers><lisID>1</lisID><bioguideId>X000001</bioguideId></identifiers></item></sponsors>
    <cosponsors>
      <item><bioguideId>X000004</bioguideId><fullName>Del. Other, Dee, Jr. [R-YY]</fullName><party>R</party>
        <sponsorshipDate>2019-02-02</sponsorshipDate>
        <sponsorshipWithdrawnDate>2019-04-05</sponsorshipWithdrawnDate></item>
    </cosponsors>
    <actions>
      <item><actionDate>2019-12-20</actionDate><text>Became Public Law No: 116-999.</text>
        <type>President</type>
        <actionCode>36000</actionCode><sourceSystem><code>9</code><name>Library of Congress</name>
        </sourceSystem></item>
      <item><actionDate>2019-12-19</actionDate><text>Signed by President.</text><type>President</type>
        <actionCode>E30000</actionCode><sourceSystem><code>2</code><name>House floor actions</name>
        </sourceSystem></item>
      <item><actionDate>2019-12-10</actionDate><text>Presented to President.</text><type>Floor</type>
        <actionCode>28000</actionCode><sourceSystem><code>9</code><name>Library of Congress</name>
        </sourceSystem></item>
      <item><actionDate>2019-06-01</actionDate>
        <text>Passed Senate without amendment by Voice Vote.</text><type>Floor</type>
        <sourceSystem><code>0</code><name>Senate</name></sourceSystem></item>
      <item><actionDate>2019-05-01</actionDate>
        <text>Passed/agreed to in House: On passage Passed.</text><type>Floor</type>
        <actionCode>8000</actionCode><sourceSystem><code>9</code><name>Library of Congress</name>
        </sourceSystem></item>
      <item><actionDate>2019-05-01</actionDate><text>On passage Passed by voice vote.</text>
        <type>Floor</type>
        <actionCode>H37100</actionCode><sourceSystem><code>2</code><name>House floor actions</name>
        </sourceSystem></item>
      <item><actionDate>2019-04-01</actionDate><text>Reported by the Committee on Examples.</text>
        <type>Committee</type>
        <actionCode>5000</actionCode><sourceSystem><code>9</code><name>Library of Congress</name>
        </sourceSystem>
        <committees><item><systemCode>hsxx00</systemCode><name>Examples Committee</name></item>
        </committees></item>
      <item><actionDate>2019-03-05</actionDate><text>Subcommittee Hearings Held.</text><type>Prayer</type>
        <sourceSystem><code>1</code><name>House committee actions</name></sourceSystem>
        <committee><systemCode>hsxx01</systemCode><name>Small Examples Subcommittee</name>
        </committee></item>
      <item><actionDate>2019-02-01</actionDate>
        <text>Referred to the House Committee on Examples.</text><type>IntroReferral</type>
        <actionCode>H11100</actionCode><sourceSystem><code>2</code><name>House floor actions</name>
        </sourceSystem></item>
      <item><actionDate>2019-02-01</actionDate><text>Introduced in House</text><type>IntroReferral</type>
        <actionCode>Intro-H</actionCode><sourceSystem><code>9</code>
        <name>Library of Congress</name></sourceSystem></item>
      <actionTypeCounts><introducedInHouse>1</introducedInHouse></actionTypeCounts>
    </actions>
  </bill>
  <dublinCore xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:language>EN</dc:language>
        <dc:rights>Invented.</dc:rights>
    <dc:contributor>Nobody</dc:contributor></dublinCore>
</billStatus>
"""
NEW_BILL = b"""\
<?xml version="1.0" encoding="utf-8"?>
<billStatus>
  <version>3.0.0</version>
  <bill>
    <number>8</number>
    <type>S</type>
    <congress>116</congress>
    <introducedDate>2019-02-01</introducedDate>
    <title>Sample Act</title>
    <committees><item><systemCode>ssyy00</systemCode><name>Samples Committee</name></item></committees>
    <summaries><summary><actionDate>2019-02-01</actionDate><text>Third.</text></summary></summaries>
    <sponsors><item><bioguideId>X000005</bioguideId><fullName>Sen. Third, Eve [I-ZZ]</fullName>
        <party>I</party>
      <isByRequest>N</isByRequest></item></sponsors>
    <cosponsors/>
    <actions>
      <item><actionDate>2019-02-01</actionDate><text>Introduced in Senate</text>
        <type>IntroReferral</type></item>
      <item><actionDate>2019-03-01</actionDate>
        <text>Failed of passage in Senate by Voice Vote.</text><type>Floor</type></item>
    </actions>
  </bill>
</billStatus>
"""
SAMPLE = {
    "legislators-current.yaml": PEOPLE,
    "executive.yaml": PRESIDENTS,
    "committees-current.yaml": COMMITTEES,
    "committee-membership-current.yaml": SEATS,
    "bills/BILLSTATUS-116hr7.xml": OLD_BILL,
    "bills/BILLSTATUS-116s8.xml": NEW_BILL,
}
