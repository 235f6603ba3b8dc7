"""Countries in words, as MusicBrainz' areas are."""

_NAMES = """
AE United Arab Emirates|AO Angola|AR Argentina|AT Austria|AU Australia|AZ Azerbaijan|
BA Bosnia and Herzegovina|BB Barbados|BD Bangladesh|BE Belgium|BF Burkina Faso|BG Bulgaria|BJ Benin|
BO Bolivia|BR Brazil|BS Bahamas|BY Belarus|BZ Belize|CA Canada|CD Democratic Republic of the Congo|
CG Congo|CH Switzerland|CI Côte d'Ivoire|CL Chile|CM Cameroon|CN China|CO Colombia|CR Costa Rica|CU Cuba|
CV Cabo Verde|CZ Czechia|DE Germany|DK Denmark|DO Dominican Republic|DZ Algeria|EC Ecuador|EE Estonia|
EG Egypt|EH Western Sahara|ES Spain|ET Ethiopia|FI Finland|FJ Fiji|FO Faroe Islands|FR France|
GB United Kingdom|GE Georgia|GH Ghana|GM Gambia|GN Guinea|GP Guadeloupe|GR Greece|GT Guatemala|
GW Guinea-Bissau|HK Hong Kong|HN Honduras|HR Croatia|HT Haiti|HU Hungary|ID Indonesia|IE Ireland|
IL Israel|IN India|IQ Iraq|IR Iran|IS Iceland|IT Italy|JM Jamaica|JO Jordan|JP Japan|KE Kenya|
KH Cambodia|KR South Korea|KZ Kazakhstan|LB Lebanon|LK Sri Lanka|LT Lithuania|LV Latvia|MA Morocco|
MD Moldova|MG Madagascar|MK North Macedonia|ML Mali|MN Mongolia|MQ Martinique|MR Mauritania|
MS Montserrat|MX Mexico|MY Malaysia|MZ Mozambique|NE Niger|NG Nigeria|NI Nicaragua|NL Netherlands|
NO Norway|NP Nepal|NZ New Zealand|PA Panama|PE Peru|PG Papua New Guinea|PH Philippines|PK Pakistan|
PL Poland|PR Puerto Rico|PS Palestine|PT Portugal|PY Paraguay|RE Réunion|RO Romania|RS Serbia|RU Russia|
SA Saudi Arabia|SE Sweden|SG Singapore|SI Slovenia|SK Slovakia|SL Sierra Leone|SN Senegal|
ST São Tomé and Príncipe|SY Syria|TG Togo|TH Thailand|TN Tunisia|TR Türkiye|TT Trinidad and Tobago|
TW Taiwan|TZ Tanzania|UA Ukraine|UG Uganda|US United States|UY Uruguay|UZ Uzbekistan|VE Venezuela|
VN Vietnam|ZA South Africa|ZM Zambia|ZW Zimbabwe
"""
COUNTRY_NAMES = {row.strip()[:2]: row.strip()[3:] for row in _NAMES.split("|")}
