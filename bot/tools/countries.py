"""What countries are called in the languages of the members."""

import re

from bot.curation.places import COUNTRY_CODES

_ENGLISH: dict[str, str] = {}
for _name, _code in COUNTRY_CODES.items():
    _ENGLISH.setdefault(_code, _name)  # the first name of each is its usual one

_SPANISH: dict[str, str] = dict(
    re.findall(
        r"(\w\w)=([^|]+)",
        "US=Estados Unidos|GB=Reino Unido|IE=Irlanda|CA=Canadá|AU=Australia|NZ=Nueva Zelanda|FR=Francia|DE=Alemania|"
        "AT=Austria|CH=Suiza|BE=Bélgica|NL=Países Bajos|LU=Luxemburgo|IT=Italia|ES=España|PT=Portugal|GR=Grecia|"
        "SE=Suecia|NO=Noruega|DK=Dinamarca|FI=Finlandia|IS=Islandia|FO=Islas Feroe|GL=Groenlandia|EE=Estonia|"
        "LV=Letonia|LT=Lituania|PL=Polonia|CZ=Chequia|SK=Eslovaquia|HU=Hungría|RO=Rumanía|BG=Bulgaria|RS=Serbia|"
        "HR=Croacia|SI=Eslovenia|BA=Bosnia y Herzegovina|MK=Macedonia del Norte|AL=Albania|XK=Kosovo|ME=Montenegro|"
        "MD=Moldavia|UA=Ucrania|BY=Bielorrusia|RU=Rusia|GE=Georgia|AM=Armenia|AZ=Azerbaiyán|TR=Turquía|IR=Irán|"
        "IQ=Irak|SY=Siria|LB=Líbano|IL=Israel|PS=Palestina|JO=Jordania|EG=Egipto|SA=Arabia Saudí|KW=Kuwait|"
        "AE=Emiratos Árabes Unidos|BH=Baréin|QA=Catar|OM=Omán|YE=Yemen|MA=Marruecos|DZ=Argelia|TN=Túnez|LY=Libia|"
        "SD=Sudán|EH=Sáhara Occidental|ML=Malí|SN=Senegal|GM=Gambia|GN=Guinea|GW=Guinea-Bisáu|MR=Mauritania|"
        "NE=Níger|NG=Nigeria|GH=Ghana|BJ=Benín|TG=Togo|CI=Costa de Marfil|BF=Burkina Faso|LR=Liberia|"
        "SL=Sierra Leona|CV=Cabo Verde|CM=Camerún|CD=República Democrática del Congo|CG=Congo|GA=Gabón|AO=Angola|"
        "ET=Etiopía|ER=Eritrea|SO=Somalia|KE=Kenia|UG=Uganda|TZ=Tanzania|RW=Ruanda|BI=Burundi|MZ=Mozambique|"
        "MG=Madagascar|MU=Mauricio|RE=Reunión|KM=Comoras|ZM=Zambia|ZW=Zimbabue|MW=Malaui|BW=Botsuana|NA=Namibia|"
        "ZA=Sudáfrica|SZ=Esuatini|LS=Lesoto|MX=México|GT=Guatemala|BZ=Belice|SV=El Salvador|HN=Honduras|NI=Nicaragua|"
        "CR=Costa Rica|PA=Panamá|CU=Cuba|DO=República Dominicana|PR=Puerto Rico|HT=Haití|JM=Jamaica|"
        "TT=Trinidad y Tobago|BB=Barbados|GP=Guadalupe|MQ=Martinica|BS=Bahamas|CW=Curazao|CO=Colombia|VE=Venezuela|"
        "EC=Ecuador|PE=Perú|BO=Bolivia|BR=Brasil|PY=Paraguay|UY=Uruguay|AR=Argentina|CL=Chile|GF=Guayana Francesa|"
        "JP=Japón|KR=Corea del Sur|KP=Corea del Norte|CN=China|TW=Taiwán|HK=Hong Kong|MO=Macao|MN=Mongolia|IN=India|"
        "PK=Pakistán|BD=Bangladés|LK=Sri Lanka|NP=Nepal|BT=Bután|AF=Afganistán|KZ=Kazajistán|KG=Kirguistán|"
        "UZ=Uzbekistán|TJ=Tayikistán|TM=Turkmenistán|TH=Tailandia|VN=Vietnam|KH=Camboya|LA=Laos|MM=Birmania|"
        "MY=Malasia|SG=Singapur|ID=Indonesia|PH=Filipinas|TL=Timor Oriental|PG=Papúa Nueva Guinea|FJ=Fiyi|WS=Samoa|"
        "TO=Tonga|SB=Islas Salomón|VU=Vanuatu|NC=Nueva Caledonia|PF=Polinesia Francesa|CK=Islas Cook|TV=Tuvalu",
    )
)
_NAMES = {"en": _ENGLISH, "es": _SPANISH}


def country_name(code: str, language: str) -> str:
    """Return what the country of an ISO code is called in `language`, else in English, else its code."""
    return _NAMES.get(language, _ENGLISH).get(code) or _ENGLISH.get(code, code)
