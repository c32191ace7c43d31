"""What the made-up stories are made of: people, places, bodies and matters of one invented town."""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIRST_NAMES = _words(
    """Agnes Alban Amara Anselm Barnaby Beno Berit Blythe Bram Cador Cecily Clemence Corin Dagny
    Denzil Dorcas Edda Elowen Emeka Enid Fenella Florian Garrick Greta Hanne Hester Idris Ingram
    Ione Isolde Jago Jessamy Jorun Kasimir Kerensa Kofi Lamorna Leopold Lirio Lorcan Loveday Magda
    Marisol Mattis Merrin Nadia Nessa Nils Odile Orla Oskar Pascoe Perran Petra Rafiq Rosenwyn
    Runa Samphire Sidony Sven Tamsin Teodor Thora Ulla Verity Wilmot Yestin Zillah"""
)
#: Joined to surnames: “Tre” and “garth” to Tregarth.
SURNAME_BEGINNINGS = _words(
    """Ash Ald Bel Bos Brack Cal Carn Dun Ed Fal Gar Had Hal Ker Lan Led Marl Men Mor Nan Ol Pen
    Pol Quill Ros Sal Scor Stan Thorn Tre Ul Ven Wend Wick Yel"""
)
SURNAME_ENDINGS = _words(
    """adder amore berry brook combe dale ellis fold garth hallow istock lock mere mouth noweth
    oran penny quist rick sard stow teague thwaite urne vean ward wenna worthy yarrow"""
)
PLACES = (
    "Anchor Yard",
    "Ballast Street",
    "Bell Steps",
    "Brewhouse Hill",
    "Candle Court",
    "Chandler's Row",
    "Cobbler's Ope",
    "Cooper's Square",
    "Custom House Quay",
    "Drift Lane",
    "East Mole",
    "Eel Pie Stairs",
    "Far Bank",
    "Ferry Steps",
    "Fish Street",
    "Gallows Point",
    "Gannet Row",
    "Gasworks Lane",
    "Glasshouse Road",
    "Harrow Field",
    "Ice House Lane",
    "Kelp Sands",
    "Kester Bridge",
    "Lamp Alley",
    "Lantern Lane",
    "Limekiln Bank",
    "Mill Leat",
    "Net Loft Yard",
    "Old Battery",
    "Orchard Rise",
    "Packet Quay",
    "Quarry End",
    "Ropewalk Lane",
    "Saltpan Road",
    "Shipwrights' Green",
    "St Orrin's",
    "Tannery Hill",
    "Tide Mill",
    "Upper Leas",
    "Weighhouse Corner",
    "Whitesand Head",
    "Windlass Street",
)
BODIES = (
    "the town council",
    "the Harbour Trust",
    "the county",
    "the Fish Sales Association",
    "the dock workers' union",
    "the chamber of trade",
    "the water board",
    "the tram company",
    "the infirmary",
    "the library committee",
    "the housing office",
    "the Sallay parish meeting",
    "the ferry company",
    "the Pilots' Society",
    "the lifeboat crew",
    "the allotment society",
    "the board of governors",
    "the museum trust",
    "the planning committee",
    "the audit office",
    "the Ferrant Savings Bank",
    "the parents' association",
    "the traders' league",
    "the licensing bench",
    "the harbour master's office",
    "the choral society",
    "the fire brigade",
    "the Gasworks Lane committee",
    "the boatbuilders' guild",
    "the Lantern's co-operative",
)
ROLES = (
    "a councillor for the Harbour List",
    "a councillor for the Civic Union",
    "the treasurer",
    "a crane driver",
    "a tram conductor",
    "a harbour pilot",
    "a ward sister",
    "a teacher at Gannet Row",
    "a net maker",
    "a surveyor",
    "a baker",
    "the deputy town clerk",
    "a ferry deckhand",
    "an engineer with the county",
    "a shop steward",
    "the warden of the Seamen's Mission",
    "a tenant",
    "a boatbuilder",
    "a fish buyer",
    "a retired magistrate",
    "an accountant",
    "the harbour master",
    "a librarian",
    "an apprentice joiner",
    "a shopkeeper",
    "the head of the night school",
    "a marine biologist",
    "a parish clerk",
    "a bus driver",
    "a projectionist",
    "the conservator of the town museum",
    "a dredgerman",
)
#: What a story can be about, by its section; each a noun phrase that takes “the plan for”.
MATTERS: dict[str, tuple[str, ...]] = {
    "harbour": (
        "the dredging of the north channel",
        "the crane rota",
        "the pilots' night service",
        "the new mooring charges",
        "the repair of the east mole",
        "the fuel berth",
        "the closing of Number Two shed",
        "the dock gate",
        "the tug contract",
        "the lighting of the fairway",
        "the quarantine berth",
        "the sale of the old dredger",
        "the ice house lease",
        "the breakwater survey",
        "the ballast rules",
        "the yacht pontoons",
    ),
    "town-hall": (
        "the winter budget",
        "the rates",
        "the library roof",
        "the refuse contract",
        "the parking permits",
        "the sale of the customs house",
        "the market charter",
        "the councillors' expenses",
        "the register of key boxes",
        "the swimming bath",
        "the tram subsidy",
        "the town clerk's powers",
        "the planning backlog",
        "the street lamps",
        "the flood wall",
        "the archive in the cellar",
    ),
    "islands": (
        "the winter ferry timetable",
        "the windmill on Cold Knap",
        "the Great Sallay school",
        "the night clinic",
        "the landing at Little Sallay",
        "the post round",
        "the undersea cable",
        "the sheep dip",
        "the lighthouse cottages",
        "the freight rate",
        "the water tank",
        "the airstrip",
        "the seal count",
        "the Sallayish lessons",
        "the doctor's boat",
    ),
    "trade": (
        "the herring quota",
        "the rent rises on Lantern Lane",
        "the cannery's night shift",
        "the boatyard's order book",
        "the bread price",
        "the savings bank's branches",
        "the apprentices' wage",
        "the fish auction",
        "the container dues",
        "the rope works",
        "the Saturday market",
        "the brewery's cellars",
        "the oyster beds",
        "the freight depot",
        "the cold store",
        "the timber trade",
    ),
    "town-life": (
        "the number 6 bus",
        "the school hall",
        "the allotments",
        "the Mariners' ground",
        "the bath house",
        "the carnival",
        "the crossing at the bridge",
        "the playground on Far Bank",
        "the pigeon lofts",
        "the lost property office",
        "the swimming lessons",
        "the street party",
        "the church bells",
        "the soup kitchen",
        "the Sunday trams",
        "the public benches",
    ),
    "culture": (
        "the Lantern's new season",
        "the whale in the museum",
        "the choir's rehearsal loft",
        "the poetry prize",
        "the town band",
        "the mural on the gasworks",
        "the theatre's heating",
        "the print fair",
        "the organ of St Orrin's",
        "the dialect archive",
        "the painters' studios",
        "the puppet collection",
        "the book barge",
        "the ballad contest",
        "the pantomime",
    ),
}
#: Things that can be counted, in the plural.
THINGS = _words(
    """accordions anchors anvils baskets barometers barrels bicycles blankets boilers bollards
    bricks brooms buckets buoys cabinets candles canisters carts charts chimneys clocks compasses
    crates cupboards curtains cushions ditches drums dustbins envelopes fenders ferns flagstones
    flasks gates generators girders gloves gravestones hammers hatches hinges hurdles jackets jars
    kettles keys kilns ladders lamps lanterns ledgers lobsters lorries mattresses megaphones
    microscopes mirrors mops mussels nets notebooks oars ovens overalls pallets pamphlets parcels
    pianos pigeons planks prams pulleys pumps quilts radiators rafters ropes rucksacks saddles
    sandbags saucepans scaffolds shovels shutters signs sinks slates sledges spanners spectacles
    stamps staplers stoves tarpaulins telescopes thermometers tickets tiles tractors trestles
    trolleys trombones trousers trumpets tubs turnips typewriters umbrellas valves vans violins
    wagons wardrobes wheelbarrows whistles winches windows"""
)
NUMBER_WORDS = _words(
    """two three four five six seven eight nine eleven twelve thirteen fourteen sixteen seventeen
    eighteen nineteen twenty thirty forty sixty"""
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = _words(
    """January February March April May June July August September October November
    December"""
)
SPONSORS = ("Halse Oilskins", "Ninety Ropes", "Ferrant Savings Bank", "Corrow Marine Stores")


def name_of(first: int, last: int) -> tuple[str, str]:
    """First name and surname by their numbers; 1,015 surnames before one comes again."""
    beginning = SURNAME_BEGINNINGS[last % len(SURNAME_BEGINNINGS)]
    ending = SURNAME_ENDINGS[(last // len(SURNAME_BEGINNINGS)) % len(SURNAME_ENDINGS)]
    return FIRST_NAMES[first % len(FIRST_NAMES)], beginning + ending
