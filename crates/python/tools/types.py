"""Writes rapporteur/types.py, the dataclasses of results, from docs/schema: python tools/types.py"""

import json
import keyword
import pathlib

HERE = pathlib.Path(__file__).parent.parent
SCHEMAS = HERE.parent.parent / "docs" / "schema"
#: The root of each schema, and what it is called in Python.
ROOTS = {"read": "Reading", "brief": "Story", "stories": None}
#: Byte ranges are tuples of pairs.
SPANS = "tuple[tuple[int, int], ...]"


def python_type(schema):
    """The type of a value."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        return SPANS if name in ("Span", "Spans") else name
    if "anyOf" in schema or "oneOf" in schema:
        some = [python_type(one) for one in schema.get("anyOf") or schema["oneOf"]]
        literals = [one.removeprefix("Literal[").removesuffix("]") for one in some if one.startswith("Literal[")]
        others = [one for one in dict.fromkeys(some) if not one.startswith("Literal[")]
        return " | ".join(([f"Literal[{', '.join(literals)}]"] if literals else []) + others)
    if "const" in schema:
        return f"Literal[{json.dumps(schema['const'])}]"
    kind = schema.get("type")
    if isinstance(kind, list):
        return " | ".join(python_type({**schema, "type": one}) for one in kind)
    if kind == "array":
        items = schema.get("items", {})
        return SPANS if items.get("type") == "array" and items.get("maxItems") == 2 else f"tuple[{python_type(items)}, ...]"
    if kind == "object":
        return "dict[str, str]"
    return {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}[kind]


def words(text, indent):
    """A docstring."""
    text = text.replace("\\", "\\\\").replace("`None`", "None").strip()
    return f'{indent}"""{text}"""\n'


def dataclass(name, schema):
    """A dataclass of an object."""
    lines = ["@dataclass(frozen=True, slots=True)\n", f"class {name}:\n"]
    lines.append(words(schema.get("description", "An object of the results."), "    "))
    required = set(schema.get("required", ()))
    fields = []
    for key, value in schema["properties"].items():
        kind = python_type(value)
        attribute = key + "_" if keyword.iskeyword(key) else key
        optional = key not in required
        if optional and "None" not in kind and not kind.startswith("tuple"):
            kind += " | None"
        default = "" if not optional else " = ()" if kind.startswith("tuple") else " = None"
        fields.append((optional, attribute, kind, default, value.get("description")))
    for _, attribute, kind, default, description in sorted(fields, key=lambda field: field[0]):
        lines.append(f"    {attribute}: {kind}{default}\n")
        if description:
            lines.append(words(description, "    "))
    return "".join(lines)


def main():
    plain, classes = {}, {}
    for file, root in ROOTS.items():
        schema = json.loads((SCHEMAS / f"{file}.json").read_text(encoding="utf-8"))
        defined = dict(schema.get("$defs", {}))
        if root:
            defined[root] = {key: schema[key] for key in ("description", "properties", "required") if key in schema}
            defined[root]["type"] = "object"
        for name, one in defined.items():
            if name in ("Span", "Spans"):
                continue
            if "properties" in one:
                assert classes.get(name, one) == one, f"two shapes are called {name}"
                classes[name] = one
            else:
                plain[name] = one
    out = ['"""Shapes of results. Made from docs/schema by tools/types.py: change them there."""\n\n']
    out.append("from __future__ import annotations\n\nfrom dataclasses import dataclass\nfrom typing import Literal\n\n")
    for name, one in sorted(plain.items()):
        out.append(f"{name} = {python_type(one)}\n")
    for name, one in sorted(classes.items()):
        out.append("\n\n" + dataclass(name, one))
    out.append(f"\n\nALL = ({', '.join(sorted(classes))})\n")
    (HERE / "python" / "rapporteur" / "types.py").write_text("".join(out), encoding="utf-8")


main()
