#!/usr/bin/env python3
"""The figures of agents and their ideas, with 20,000 ideas and 2,000 accounts: sending, lists, counts, idea pages.

    make bench            runs this after the server's figures
    python3 benches/people.py [release binary]

Prints a table; asserts nothing. Needs wrk. The accounts and their sessions are written into the database while the
server is stopped; everything measured goes through the pages that agents use. An idea is sent at its minute whether the
one before was answered or not, and waiting counts from that minute.
"""
import datetime
import hashlib
import http.client
import pathlib
import queue
import re
import secrets
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

import server
from server import BASE, CONNECTIONS, IDEAS, PORT, SECONDS, memory, sign_in, start

ACCOUNTS, PER_SECOND, SENDING_SECONDS = 2_000, 50, 60
HERE = pathlib.Path(__file__).resolve().parent


def add_people(database):
    """Accounts with a session each; answers the sessions' tokens."""
    now = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)
    stamp = lambda moment: moment.strftime("%Y-%m-%d %H:%M:%S.%f")
    tokens = [secrets.token_urlsafe(32) for _ in range(ACCOUNTS)]
    later = stamp(now + datetime.timedelta(days=30))
    with sqlite3.connect(database) as connection:
        for number, token in enumerate(tokens, 1):
            connection.execute(
                "insert into accounts (id, email, display_name, trade, site, direction, created_at)"
                " values (?, ?, ?, ?, ?, '', ?)",
                (number, f"agent{number}@example.org", f"Agent {number}", "agent d’entretien",
                 f"Lycée {number % 170}", stamp(now)))
            connection.execute(
                "insert into sessions (id, token_hash, account_id, kind, client, created_at, last_seen_at, expires_at)"
                " values (?, ?, ?, 'browser', '', ?, ?, ?)",
                (number, hashlib.sha256(token.encode()).hexdigest(), number, stamp(now), stamp(now), later))
    return tokens


def load(name, paths, tokens, folder):
    for file, lines in (("paths", paths), ("tokens", tokens)):
        pathlib.Path(folder, file).write_text("\n".join(lines) + "\n")
    command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", "-s", HERE / "people.lua", BASE,
               "--", f"{folder}/paths", f"{folder}/tokens"]
    print(f"{name:44s} {server.told(subprocess.run(command, capture_output=True, text=True, check=True).stdout)}")


class Sender(threading.Thread):
    """Opens the form as one person after the other and sends an idea with it."""

    def __init__(self, work, done):
        super().__init__(daemon=True)
        self.work, self.done = work, done
        self.connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)

    def ask(self, method, path, token, cookies="", body=None):
        headers = {"Cookie": f"minilabs_session={token}{cookies}"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        return answer, answer.read().decode()

    def run(self):
        while (job := self.work.get()) is not None:
            at, token, idea = job
            opened = time.perf_counter()
            answer, page = self.ask("GET", "/concours/banc/deposer?vide=1", token)
            opened = time.perf_counter() - opened
            field = lambda name: re.search(rf'name="{name}" value="([^"]*)"', page).group(1)
            browser = re.search(r"minilabs_browser=([^;]*)", answer.headers.get("Set-Cookie", "")).group(1)
            body = urllib.parse.urlencode({
                "csrf_token": field("csrf_token"), "key": field("key"), "version": "0", "title": idea["title"],
                "problem": idea["body"][:300], "body": idea["body"], "beneficiaries": "Les agents du site"})
            time.sleep(max(0, at - time.perf_counter()))
            answer, _ = self.ask("POST", "/concours/banc/deposer", token, f"; minilabs_browser={browser}", body)
            self.done.append((time.perf_counter() - at, opened, answer.status))


def sending(tokens):
    count = PER_SECOND * SENDING_SECONDS
    work, done = queue.Queue(), []
    senders = [Sender(work, done) for _ in range(64)]
    for sender in senders:
        sender.start()
    begin = time.perf_counter() + 1
    for number, idea in enumerate(server.many_ideas(count)):
        at = begin + number / PER_SECOND
        # The form is opened half a second before it is sent.
        time.sleep(max(0, at - 0.5 - time.perf_counter()))
        work.put((at, tokens[number % len(tokens)], idea))
    for _ in senders:
        work.put(None)
    for sender in senders:
        sender.join()
    took = time.perf_counter() - begin
    for name, rank in (("idea sent", 0), ("form opened", 1)):
        times = sorted(one[rank] for one in done)
        at = lambda part: times[min(len(times) - 1, int(len(times) * part))] * 1000
        print(f"{name:20s} {len(times) / took:5.1f}/s   p50 {at(.5):6.1f} ms   p99 {at(.99):6.1f} ms   "
              f"worst {times[-1] * 1000:6.1f} ms")
    accepted = sum(status == 303 for _, _, status in done)
    print(f"accepted: {accepted} of {count}")


def main():
    if len(sys.argv) > 1:
        server.BINARY = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        database, environment = server.prepared(folder)
        running, _ = start(environment)
        try:
            server.import_ideas(sign_in(database, "bench@example.org"))
            running.terminate()
            running.wait()
            tokens = add_people(database)
            with sqlite3.connect(database) as connection:
                ids = [row[0] for row in connection.execute("select id from ideas order by id")]
                themes = [row[0] for row in connection.execute("select distinct category from ideas order by 1")]
            running, _ = start(environment)
            ideas = [server.call("GET", f"/api/v1/ideas?page={page}")["ideas"] for page in range(1, 26)]
            urls = [idea["url"] for page in ideas for idea in page]
            lists = ["/idees"] + [f"/idees?page={page}" for page in range(2, 8)]
            facets = [f"/idees?theme={urllib.parse.quote(theme)}" for theme in themes if theme]
            print(f"{len(ids):,} ideas, {ACCOUNTS:,} accounts, {CONNECTIONS} connections")
            for who, people in (("visitors", ["-"]), ("2,000 agents", tokens)):
                load(f"list, {who}", lists, people, folder)
                load(f"list with a filter and its counts, {who}", facets, people, folder)
                load(f"idea page, {len(urls)} ideas, {who}", urls, people, folder)
            sending(tokens)
            print(f"resident memory after that: {memory(running):.0f} MB")
        finally:
            running.terminate()
            running.wait()


if __name__ == "__main__":
    main()
