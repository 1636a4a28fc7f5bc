#!/usr/bin/env python3
"""The server's figures on 20,000 ideas: import, start, list, search, memory.

    make bench            builds the release binary, then runs this and the engine's benches

Prints a table; asserts nothing. Needs wrk (Debian: apt-get install wrk). Everything runs on this machine's loopback, on
a database of its own under a temporary folder.
"""
import json
import os
import pathlib
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
BINARY = ROOT / "target/release/minilabs"
IDEAS, CONNECTIONS, SECONDS = 20_000, 50, 15
PORT = 18_080
BASE = f"http://127.0.0.1:{PORT}"


def call(method, path, body=None, token=None, kind="application/json; charset=utf-8"):
    data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
    request = urllib.request.Request(BASE + path, data=data, method=method)
    if data is not None:
        request.add_header("Content-Type", kind)
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    with urllib.request.urlopen(request, timeout=120) as answer:
        text = answer.read()
    return json.loads(text) if text else None


def many_ideas(count):
    """The demonstration's ideas, their sentences dealt anew, with an id each: as many wordings as there are ideas."""
    rows = [json.loads(line) for line in (ROOT / "demo/ideas.jsonl").read_text("utf-8").splitlines()]
    sentences = [s for row in rows for s in re.split(r"(?<=[.!?]) +", row["body"]) if s]
    deal = random.Random(1)
    for number in range(count):
        row = deal.choice(rows)
        body = " ".join(deal.sample(sentences, deal.randint(2, 6)))
        yield {**{k: row[k] for k in ("title", "category", "site", "direction", "author")}, "id": f"b-{number}",
               "body": body, "job_title": row["job_title"], "submitted_at": row["submitted_at"]}


def wait_until_ready(started):
    while time.time() - started < 30:
        try:
            urllib.request.urlopen(BASE + "/readyz", timeout=1).read()
            return time.time() - started
        except OSError:
            time.sleep(0.005)
    sys.exit("the server did not start")


def start(environment):
    started = time.time()
    server = subprocess.Popen([BINARY, "serve"], env=environment, stderr=subprocess.DEVNULL)
    return server, wait_until_ready(started)


def prepared(folder):
    """A database of its own, with an animator: its file, and the settings to serve it."""
    database = f"{folder}/minilabs.db"
    environment = {**os.environ, "DATABASE_URL": f"sqlite://{database}", "DATA_DIR": folder, "BASE_URL": BASE,
                   "LISTEN": f"127.0.0.1:{PORT}", "LOG": "warn"}
    for command in (["migrate"], ["grant", "bench@example.org", "animator"]):
        subprocess.run([BINARY, *command], env=environment, check=True, stdout=subprocess.DEVNULL)
    return database, environment


def sign_in(database, email):
    asked = call("POST", "/api/v1/accounts/sign-in/code", {"email": email})
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        text, = connection.execute("select text_body from mails order by id desc limit 1").fetchone()
    code = re.search(r"\b\d{6}\b", text).group()
    return call("POST", "/api/v1/accounts/sign-in", {"sign_in": asked["sign_in"], "code": code})["token"]


def import_ideas(token):
    contest = {"title": "Banc d’essai", "slug": "banc", "summary": "Pour mesurer.", "audience": "public"}
    call("POST", "/api/v1/contests", contest, token)
    call("PUT", "/api/v1/contests/banc/stage", {"stage": "collecting", "reason": "Pour mesurer."}, token)
    lines = "\n".join(json.dumps(idea, ensure_ascii=False) for idea in many_ideas(IDEAS)).encode()
    path = "/api/v1/contests/banc/imports"
    sent = call("POST", path + "?file_name=ideas.jsonl", lines, token, "application/octet-stream")
    started = time.time()
    call("POST", f"{path}/{sent['id']}/start", {"columns": sent["columns"]}, token)
    while (state := call("GET", f"{path}/{sent['id']}", token=token))["state"] == "running":
        time.sleep(0.1)
    took = time.time() - started
    print(f"import of {state['added']:,} ideas through the job: {took:.1f} s ({state['state']}, {state['bad']} bad)")
    started = time.time()
    while call("GET", "/api/v1/ideas")["total"] < state["added"]:
        time.sleep(0.1)
    print(f"all of them found by the search: {time.time() - started:.1f} s later")


def load(name, path):
    outcome = subprocess.run(
        ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", BASE + path],
        capture_output=True, text=True, check=True,
    ).stdout
    print(f"{name:28s} {told(outcome)}")


def told(outcome):
    """What wrk says, in a line."""
    rate = re.search(r"Requests/sec:\s+([\d.]+)", outcome).group(1)
    p50, p99 = (re.search(rf"\s{p}%\s+(\S+)", outcome).group(1) for p in (50, 99))
    errors = re.search(r"(Non-2xx.*|Socket errors.*)", outcome)
    return f"{float(rate):8,.0f} requests/s   p50 {p50:>9s}   p99 {p99:>9s}   {errors.group() if errors else ''}"


def memory(server):
    status = pathlib.Path(f"/proc/{server.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024


def main():
    with tempfile.TemporaryDirectory() as folder:
        database, environment = prepared(folder)
        server, _ = start(environment)
        try:
            import_ideas(sign_in(database, "bench@example.org"))
            server.terminate()
            server.wait()
            server, ready = start(environment)
            print(f"ready after {ready * 1000:.0f} ms")
            load("list", "/idees")
            load("list, one theme", "/idees?theme=Restauration%20et%20gaspillage%20alimentaire")
            load("search", "/idees?q=gaspillage%20cantine")
            load("search with a typo", "/idees?q=cantinne%20gachis")
            print(f"resident memory after that: {memory(server):.0f} MB")
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
