"""The names of what is made up: acts, halls, and the words other names are made of."""

KARAOKE_LABELS = ("Kettle & Crown Karaoke", "Moonlit Microphone Karaoke", "Sofa Choir Karaoke")
TRIBUTES = ("The Paper Lantern Tribute Band", "Second Helping Tribute Players", "The Borrowed Coats")
PIANISTS = ("Hotel Atlas Piano", "Almond Grove Piano", "Quiet Lobby Piano")
LOUNGES = ("Café Meridiana", "The Velour Elevator", "Poolside Nine")
SPINNERS = ("8D Harbour", "Headphone Carousel")
HALLS = ("Harbour Hall", "the Old Tannery", "Lindenhof Arena", "the Glasshouse", "the Copper Dome")
COUNTRIES = ("GB", "US", "DE", "NL", "CA", "SE")
FIRST_WORDS = ("Amber", "Hollow", "Silver", "Northern", "Paper", "Quiet", "Crooked", "Neon", "Salt", "Velvet")
SECOND_WORDS = ("Kites", "Harbours", "Orchard", "Motel", "Antlers", "Signals", "Parade", "Tides", "Foxes")
