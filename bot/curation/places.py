"""Countries by the names open data uses, and where a language is mostly sung."""

COUNTRY_CODES = {
    name: code
    for code, names in {
        "US": "United States|United States of America|USA",
        "GB": "United Kingdom|England|Scotland|Wales|Northern Ireland",
        "IE": "Ireland", "CA": "Canada", "AU": "Australia", "NZ": "New Zealand", "FR": "France", "DE": "Germany",
        "AT": "Austria", "CH": "Switzerland", "BE": "Belgium", "NL": "Netherlands", "LU": "Luxembourg", "IT": "Italy",
        "ES": "Spain", "PT": "Portugal", "GR": "Greece", "SE": "Sweden", "NO": "Norway", "DK": "Denmark",
        "FI": "Finland", "IS": "Iceland", "FO": "Faroe Islands", "GL": "Greenland", "EE": "Estonia", "LV": "Latvia",
        "LT": "Lithuania", "PL": "Poland", "CZ": "Czech Republic|Czechia", "SK": "Slovakia", "HU": "Hungary",
        "RO": "Romania", "BG": "Bulgaria", "RS": "Serbia", "HR": "Croatia", "SI": "Slovenia",
        "BA": "Bosnia and Herzegovina", "MK": "North Macedonia", "AL": "Albania", "XK": "Kosovo", "ME": "Montenegro",
        "MD": "Moldova", "UA": "Ukraine", "BY": "Belarus", "RU": "Russia", "GE": "Georgia", "AM": "Armenia",
        "AZ": "Azerbaijan", "TR": "Turkey|Türkiye", "IR": "Iran", "IQ": "Iraq", "SY": "Syria", "LB": "Lebanon",
        "IL": "Israel", "PS": "Palestine", "JO": "Jordan", "EG": "Egypt", "SA": "Saudi Arabia", "KW": "Kuwait",
        "AE": "United Arab Emirates", "BH": "Bahrain", "QA": "Qatar", "OM": "Oman", "YE": "Yemen", "MA": "Morocco",
        "DZ": "Algeria", "TN": "Tunisia", "LY": "Libya", "SD": "Sudan", "EH": "Western Sahara", "ML": "Mali",
        "SN": "Senegal", "GM": "Gambia|The Gambia", "GN": "Guinea", "GW": "Guinea-Bissau", "MR": "Mauritania",
        "NE": "Niger", "NG": "Nigeria", "GH": "Ghana", "BJ": "Benin", "TG": "Togo", "CI": "Ivory Coast|Côte d'Ivoire",
        "BF": "Burkina Faso", "LR": "Liberia", "SL": "Sierra Leone", "CV": "Cape Verde|Cabo Verde", "CM": "Cameroon",
        "CD": "Democratic Republic of the Congo|Congo", "CG": "Republic of the Congo", "GA": "Gabon", "AO": "Angola",
        "ET": "Ethiopia", "ER": "Eritrea", "SO": "Somalia", "KE": "Kenya", "UG": "Uganda", "TZ": "Tanzania",
        "RW": "Rwanda", "BI": "Burundi", "MZ": "Mozambique", "MG": "Madagascar", "MU": "Mauritius", "RE": "Réunion",
        "KM": "Comoros", "ZM": "Zambia", "ZW": "Zimbabwe", "MW": "Malawi", "BW": "Botswana", "NA": "Namibia",
        "ZA": "South Africa", "SZ": "Eswatini", "LS": "Lesotho", "MX": "Mexico", "GT": "Guatemala", "BZ": "Belize",
        "SV": "El Salvador", "HN": "Honduras", "NI": "Nicaragua", "CR": "Costa Rica", "PA": "Panama", "CU": "Cuba",
        "DO": "Dominican Republic", "PR": "Puerto Rico", "HT": "Haiti", "JM": "Jamaica", "TT": "Trinidad and Tobago",
        "BB": "Barbados", "GP": "Guadeloupe", "MQ": "Martinique", "BS": "Bahamas", "CW": "Curaçao", "CO": "Colombia",
        "VE": "Venezuela", "EC": "Ecuador", "PE": "Peru", "BO": "Bolivia", "BR": "Brazil", "PY": "Paraguay",
        "UY": "Uruguay", "AR": "Argentina", "CL": "Chile", "GF": "French Guiana", "JP": "Japan",
        "KR": "South Korea|Korea", "KP": "North Korea", "CN": "China", "TW": "Taiwan", "HK": "Hong Kong", "MO": "Macao",
        "MN": "Mongolia", "IN": "India", "PK": "Pakistan", "BD": "Bangladesh", "LK": "Sri Lanka", "NP": "Nepal",
        "BT": "Bhutan", "AF": "Afghanistan", "KZ": "Kazakhstan", "KG": "Kyrgyzstan", "UZ": "Uzbekistan",
        "TJ": "Tajikistan", "TM": "Turkmenistan", "TH": "Thailand", "VN": "Vietnam", "KH": "Cambodia", "LA": "Laos",
        "MM": "Myanmar", "MY": "Malaysia", "SG": "Singapore", "ID": "Indonesia", "PH": "Philippines",
        "TL": "East Timor", "PG": "Papua New Guinea", "FJ": "Fiji", "WS": "Samoa", "TO": "Tonga",
        "SB": "Solomon Islands",
        "VU": "Vanuatu", "NC": "New Caledonia", "PF": "French Polynesia", "CK": "Cook Islands", "TV": "Tuvalu",
    }.items()
    for name in names.split("|")
}  # fmt: skip

# Where a language is mostly sung: the nearest that open data comes to the language of a recording.
LANGUAGE_COUNTRIES = {
    "en": "US GB IE CA AU NZ JM", "es": "ES MX AR CO CL PE CU VE UY PR DO EC BO PA CR GT NI HN SV PY",
    "fr": "FR BE", "de": "DE AT", "it": "IT", "pt": "PT BR AO CV MZ", "nl": "NL", "sv": "SE", "no": "NO",
    "da": "DK", "fi": "FI", "is": "IS", "fo": "FO", "pl": "PL", "cs": "CZ", "sk": "SK", "hu": "HU", "ro": "RO",
    "bg": "BG", "sr": "RS", "hr": "HR", "bs": "BA", "sl": "SI", "sq": "AL XK", "el": "GR", "uk": "UA", "ru": "RU",
    "be": "BY", "et": "EE", "lv": "LV", "lt": "LT", "ka": "GE", "hy": "AM", "az": "AZ", "tr": "TR", "fa": "IR",
    "ar": "EG LB MA DZ TN SY IQ JO PS SA KW AE SD LY YE OM BH QA", "he": "IL", "hi": "IN", "pa": "IN PK", "ur": "PK",
    "bn": "BD IN", "ta": "IN LK", "ja": "JP", "ko": "KR", "zh": "CN TW HK SG", "yue": "HK", "th": "TH", "vi": "VN",
    "id": "ID", "ms": "MY", "tl": "PH", "km": "KH", "mn": "MN", "sw": "TZ KE", "am": "ET", "yo": "NG", "wo": "SN",
    "bm": "ML", "zu": "ZA", "xh": "ZA", "ln": "CD CG", "mi": "NZ", "haw": "US", "ga": "IE", "cy": "GB", "ca": "ES",
    "eu": "ES", "gl": "ES",
}  # fmt: skip


def countries_singing(language: str) -> frozenset[str]:
    """Return the countries where `language` (ISO 639-1) is mostly sung; empty when it is not known."""
    return frozenset(LANGUAGE_COUNTRIES.get(language, "").split())


def codes_of(names: tuple[str, ...]) -> frozenset[str]:
    """Return the ISO codes of countries that open data names in English; unknown names are left out."""
    return frozenset(COUNTRY_CODES[name] for name in names if name in COUNTRY_CODES)
