"""The official client of the Model Context Protocol lists and calls every tool of `rapporteur mcp`, and every citation is
held against the bytes of its report.

    assistant.py PROGRAM LIBRARY
"""

import asyncio
import hashlib
import json
import subprocess
import sys
from pathlib import Path

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.shared.exceptions import McpError

TOOLS = ["brief", "ask", "search", "timeline", "differences", "evidence"]


def texts(program, library):
    """The text of each report as UTF-8: of plain text the file itself, of a page what the program shows of it."""
    run = lambda *words: json.loads(subprocess.check_output([program, "--library", library, *words]))
    found = {}
    for row in run("sql", "--format", "json", "SELECT id, path FROM reports"):
        shown = run("show", row["id"], "--format", "json")["text"].encode()
        if row["path"].endswith(".txt"):
            shown = Path(row["path"]).read_bytes()
        found[row["id"]] = shown
    return found


def check(answer, reports):
    """How many citations an answer has, all of which have to stand in their reports and in the answer's text."""
    assert not answer.isError, answer.content[0].text
    (content,) = answer.content
    count = 0
    for row in answer.structuredContent["rows"]:
        for citation in row["citations"] + [one for side in row["sides"] for one in side["citations"]]:
            words = " … ".join(reports[citation["report"]][start:end].decode() for start, end in citation["span"])
            assert words.startswith(citation["quote"]) if citation["cut"] else words == citation["quote"], citation
            assert words and " ".join(citation["quote"].split()) in content.text, citation
            assert citation["report"] in content.text
            # What a report does not state is null; what it states is in the text.
            assert all(citation[key] is None or citation[key] in content.text for key in ("outlet", "date")), citation
            count += 1
    return count


async def talk(program, library):
    reports = texts(program, library)
    assert len(reports) == 6
    before = hashlib.sha256(Path(library).read_bytes()).hexdigest()
    server = StdioServerParameters(command=program, args=["--library", library, "mcp"])
    async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
        hello = await session.initialize()
        assert hello.serverInfo.name == "rapporteur" and hello.capabilities.tools, hello
        listed = (await session.list_tools()).tools
        assert [tool.name for tool in listed] == TOOLS, listed
        assert all(tool.annotations.readOnlyHint and tool.outputSchema for tool in listed)

        # The client holds each answer against the tool's own schema.
        counts = {}
        for tool, arguments in [
            ("brief", {"limit": 100}),
            ("ask", {"question": "who met Ilse Brandt"}),
            ("search", {"query": '"gauge commission" OR envoy*'}),
            ("timeline", {}),
            ("differences", {}),
            ("evidence", {"report": min(reports)}),
        ]:
            answer = await session.call_tool(tool, arguments)
            counts[tool] = check(answer, reports)
            assert counts[tool] > 0, (tool, answer)
            for row in answer.structuredContent["rows"]:
                if row["id"]:
                    words = await session.call_tool("evidence", {"story": row["story"], "id": row["id"]})
                    assert check(words, reports) > 0, (row, words)
        outlets = {
            citation["outlet"]
            for row in (await session.call_tool("timeline", {"limit": 100})).structuredContent["rows"]
            for citation in row["citations"]
        }
        assert "Harbour Courier" in outlets, outlets

        first = (await session.call_tool("timeline", {"limit": 1})).structuredContent
        second = (await session.call_tool("timeline", {"limit": 1, "cursor": first["next"]})).structuredContent
        assert first["rows"] != second["rows"]

        for tool, arguments in [
            ("ask", {"question": "will it rain"}),
            ("ask", {}),
            ("brief", {"story": "no such story"}),
            ("evidence", {"report": "zzzz"}),
            ("search", {"query": "dam", "limit": 10**9}),
        ]:
            refused = await session.call_tool(tool, arguments)
            assert refused.isError and len(refused.content[0].text) > 20, (tool, arguments, refused)
        try:
            await session.call_tool("drop", {})
            raise AssertionError("a tool that is not there was called")
        except McpError as error:
            assert "no tool" in str(error)
    assert hashlib.sha256(Path(library).read_bytes()).hexdigest() == before, "the library was written to"
    return counts


def stdout_alone(program, library):
    """Whatever comes in, each line that goes out is a message of the protocol; at the end of the input the program ends."""
    hello = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
        "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "by hand", "version": "1"}}}
    lines = [
        json.dumps(hello),
        json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"}),
        "this is no message",
        '{"half": ',
        "x" * (2 << 20),
        json.dumps({"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "brief", "arguments": {}}}),
        json.dumps({"jsonrpc": "2.0", "id": 3, "method": "no/such/method"}),
    ]
    done = subprocess.run([program, "--library", library, "mcp"], input="\n".join(lines) + "\n", text=True,
                          capture_output=True, timeout=60)
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert all(message["jsonrpc"] == "2.0" for message in said)
    answered = {message.get("id"): message for message in said}
    assert "structuredContent" in answered[2]["result"] and "error" in answered[3], said
    assert done.returncode == 0, done
    missing = subprocess.run([program, "--library", library + ".missing", "mcp"], input="", text=True, capture_output=True)
    assert missing.returncode == 2 and not missing.stdout and "library/missing" in missing.stderr, missing


if __name__ == "__main__":
    counts = asyncio.run(talk(*sys.argv[1:]))
    stdout_alone(*sys.argv[1:])
    print("citations checked:", ", ".join(f"{tool} {count}" for tool, count in counts.items()))
