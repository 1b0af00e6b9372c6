"""An invented Akoma Ntoso document: a bill with a debate on it as an attachment."""

SAMPLE = """\
<?xml version="1.0" encoding="UTF-8"?>
<akn:akomaNtoso xmlns:akn="http://docs.oasis-open.org/legaldocml/ns/akn/3.0/CSD13">
  <akn:bill name="bill">
    <akn:meta>
      <akn:identification source="#editor">
        <akn:FRBRWork>
          <akn:FRBRthis value="/akn/zz/bill/2020-02-03/5/!main"/>
          <akn:FRBRuri value="/akn/zz/bill/2020-02-03/5"/>
          <akn:FRBRdate date="2020-02-03Z" name="presentation"/>
          <akn:FRBRauthor href="#house"/>
          <akn:FRBRcountry value="zz"/>
          <akn:FRBRnumber value="5"/>
        </akn:FRBRWork>
        <akn:FRBRExpression>
          <akn:FRBRdate date="2020-02-04" name="expression"/>
          <akn:FRBRlanguage language="eng"/>
        </akn:FRBRExpression>
      </akn:identification>
      <akn:publication date="2020-02-05" showAs="Gazette of Exampleland" number="1"/>
      <akn:classification><akn:keyword value="water" showAs="Water"/></akn:classification>
      <akn:lifecycle>
        <akn:eventRef eId="e1" date="2020-02-03" type="generation" refersTo="#start" source="#o1"/>
        <akn:eventRef date="2020-02-30" type="amendment"/>
      </akn:lifecycle>
      <akn:workflow><akn:step eId="s1" date="2020-02-03" outcome="Presented" by="#house"/></akn:workflow>
      <akn:references>
        <akn:original eId="o1" href="/akn/zz/bill/2020-02-03/5" showAs="Original"/>
        <akn:activeRef eId="a1" href="/akn/zz/act/1990/1" showAs="Water Act 1990"/>
        <akn:activeRef eId="a2" href="/akn/zz/order/1991/2"/>
        <akn:TLCOrganization eId="house" href="/org/house" showAs="House of Exampleland"/>
        <akn:TLCPerson eId="cmp__ada" href="/person/any" showAs="Ada Example"/>
        <akn:TLCPerson eId="cmp__bo" href="/person/any" showAs="Bo Sample"/>
        <akn:TLCPerson eId="cmp__bo2" href="/person/any" showAs="Bo Sample"/>
        <akn:TLCRole eId="member" href="/role/member" showAs="Member"/>
        <akn:TLCConcept eId="start" href="/concept/start" showAs="Beginning"/>
      </akn:references>
    </akn:meta>
    <akn:preface>
      <akn:p><akn:docTitle>A Bill to keep
        water clean</akn:docTitle> <akn:shortTitle>Clean Water Bill</akn:shortTitle></akn:p>
      <akn:p>by <akn:docProponent refersTo="#ada" as="#member">Ada Example</akn:docProponent></akn:p>
      <akn:p>and <akn:docProponent>somebody</akn:docProponent></akn:p>
    </akn:preface>
    <akn:body><akn:article><akn:p>Water is kept clean \ufffd.</akn:p></akn:article></akn:body>
    <akn:conclusions>
      <akn:signature><akn:person refersTo="#cmp__bo">Bo Sample</akn:person></akn:signature>
    </akn:conclusions>
    <akn:attachments><akn:attachment>
      <akn:debate name="hansard">
        <akn:meta>
          <akn:identification><akn:FRBRWork>
            <akn:FRBRthis value="/akn/zz/debate/2020-02-06/!main"/>
            <akn:FRBRdate date="2020-02-06"/>
          </akn:FRBRWork></akn:identification>
          <akn:analysis>
            <akn:parliamentary><akn:voting eId="v1" outcome="#carried"/></akn:parliamentary>
          </akn:analysis>
          <akn:references>
            <akn:TLCPerson eId="ada" href="/person/any" showAs="Ada Example"/>
            <akn:TLCRole eId="chair" showAs="The Chair"/>
            <akn:TLCProcess eId="carried" showAs="Carried &amp;amp; done"/>
          </akn:references>
        </akn:meta>
        <akn:debateBody>
          <akn:speech by="#ada"><akn:from>Ms Example:</akn:from><akn:p>I beg to move.</akn:p></akn:speech>
          <akn:speech by="#chair"><akn:from>The Chair:</akn:from><akn:p>Order.</akn:p></akn:speech>
          <akn:question by="#nobody"/>
        </akn:debateBody>
      </akn:debate>
    </akn:attachment></akn:attachments>
  </akn:bill>
</akn:akomaNtoso>
""".encode()
