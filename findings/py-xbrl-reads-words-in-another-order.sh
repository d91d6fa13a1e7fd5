#!/usr/bin/env bash
# py-xbrl 3.0.3 (inline XBRL): the words of a tagged text with emphasis inside emphasis come out in another order, and what
# goes on in an ix:continuation after a page break is left out, without a warning. Right: "We found no child labour at all in
# the first tier. In the second tier we did not look." Seen: "We found no  in the first tier.child labour at all".
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --python "$place/env" "py-xbrl==3.0.3"
cd "$place"
"$place/env/bin/python" - <<'PYTHON'
import logging
from pathlib import Path
from xml.etree import ElementTree

from xbrl.cache import HttpCache
from xbrl.instance import parse_ixbrl

said = []
handler = logging.Handler()
handler.emit = lambda record: said.append(record.getMessage())
logging.getLogger().addHandler(handler)
W3, XBRL, OWN = ("http" + "://" + name for name in ("www.w3.org", "www.xbrl.org", "own.example"))  # names, nothing is fetched
Path("own.xsd").write_text(f"""<xsd:schema xmlns:xsd="{W3}/2001/XMLSchema" xmlns:xbrli="{XBRL}/2003/instance" targetNamespace="{OWN}">
<xsd:element id="own_Statement" name="Statement" type="xbrli:stringItemType" substitutionGroup="xbrli:item"
 xbrli:periodType="duration" nillable="true"/></xsd:schema>""")
REPORT = f"""<html xmlns="{W3}/1999/xhtml" xmlns:ix="{XBRL}/2013/inlineXBRL" xmlns:xbrli="{XBRL}/2003/instance"
 xmlns:link="{XBRL}/2003/linkbase" xmlns:xlink="{W3}/1999/xlink" xmlns:own="{OWN}"><head><title>Report</title></head><body>
<div style="display:none"><ix:header><ix:references><link:schemaRef xlink:type="simple" xlink:href="own.xsd"/></ix:references>
<ix:resources><xbrli:context id="year"><xbrli:entity><xbrli:identifier scheme="{OWN}">firm</xbrli:identifier></xbrli:entity>
<xbrli:period><xbrli:startDate>2025-01-01</xbrli:startDate><xbrli:endDate>2025-12-31</xbrli:endDate></xbrli:period>
</xbrli:context></ix:resources></ix:header></div>
<p><ix:nonNumeric name="own:Statement" contextRef="year" id="one" continuedAt="two">We found <b>no <i>child labour</i> at all</b>
 in the first tier.</ix:nonNumeric></p><p>page 12</p>
<p><ix:continuation id="two">In the second tier we did not look.</ix:continuation></p></body></html>"""
Path("report.xhtml").write_text(REPORT)
parts = [each for each in ElementTree.fromstring(REPORT).iter() if each.get("id") in ("one", "two")]
right = " ".join(" ".join("".join(part.itertext()) for part in parts).split())
facts = parse_ixbrl(str(Path("report.xhtml").resolve()), HttpCache("cache")).facts
seen = " ".join(facts[0].value.split())
print("right:", repr(right), "seen:", repr(seen), "facts:", len(facts), "said:", said)
assert right == "We found no child labour at all in the first tier. In the second tier we did not look."
assert len(facts) == 1 and seen == "We found no in the first tier.child labour at all" and not said, "behaviour changed"
PYTHON
