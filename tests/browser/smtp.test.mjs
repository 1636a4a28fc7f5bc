// Mails go through a real mail server: one that takes them, one that is away, one that refuses, one that is slow.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { codeIn, eventually, mailServer, platform } from "./platform.mjs";

/** A browser without a screen: it keeps cookies, and forms carry the token of their page. */
class Visitor {
  constructor(site) {
    Object.assign(this, { site, cookies: new Map() });
  }

  async ask(path, options = {}) {
    const cookie = [...this.cookies].map((pair) => pair.join("=")).join("; ");
    const answer = await fetch(`${this.site.base}${path}`, { redirect: "manual", ...options, headers: { cookie, ...options.headers } });
    for (const line of answer.headers.getSetCookie()) {
      const [name, value] = line.split(";")[0].split("=");
      this.cookies.set(name, value);
    }
    return answer;
  }

  async text(path) {
    return (await this.ask(path)).text();
  }

  async post(path, fields = {}) {
    this.token ??= (await this.text("/connexion")).match(/name="csrf_token" value="([^"]+)"/)[1];
    return this.ask(path, { method: "POST", body: new URLSearchParams({ csrf_token: this.token, ...fields }) });
  }

  /** Asks for a code; answers what the next page asks for. */
  async requestCode(email) {
    assert.equal((await this.post("/connexion", { email })).status, 303);
    return (await this.text("/connexion/code")).match(/name="sign_in" value="([^"]+)"/)[1];
  }

  async signIn(email) {
    const before = this.site.mail.mails.length;
    const sign_in = await this.requestCode(email);
    const mail = await eventually(() => this.site.mail.mails.slice(before).find((mail) => mail.to.includes(email)), "the code");
    assert.equal((await this.post("/connexion/code", { sign_in, code: codeIn(mail) })).status, 303);
    return this;
  }
}

/** A mail's header, its folded lines joined. */
function header(mail, name) {
  const head = mail.text.split(/\r?\n\r?\n/)[0].replace(/\r?\n[ \t]+/g, " ");
  return head.match(new RegExp(`^${name}: (.*)$`, "im"))?.[1];
}

/** The parts of a mail, quoted-printable or base64 read. */
function plain(mail) {
  const [, boundary] = mail.text.match(/boundary="?([^"\r\n]+)"?/);
  return mail.text.split(`--${boundary}`).slice(1, -1).map((part) => {
    const [head, ...rest] = part.trim().split(/\r?\n\r?\n/);
    const body = rest.join("\n\n");
    if (/base64/i.test(head)) return Buffer.from(body, "base64").toString();
    if (!/quoted-printable/i.test(head)) return body;
    const bytes = body.replace(/=\r?\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
    return Buffer.from(bytes, "latin1").toString();
  });
}

test("a sign-in code arrives by mail, in both forms", async () => {
  const site = await platform({ MAIL_FROM: "Le labo <labo@example.org>" });
  try {
    await new Visitor(site).requestCode("alice@example.org");
    const mail = await eventually(() => site.mail.mails[0], "the mail");
    assert.equal(mail.from, "labo@example.org");
    assert.deepEqual(mail.to, ["alice@example.org"]);
    assert.match(codeIn(mail), /^\d{6}$/);
    for (const header of [/^Message-ID: </im, /^Subject: /im, /^Content-Type: multipart\/alternative/im, /^Date: /im]) {
      assert.match(mail.text, header);
    }
    assert.match(mail.text, /Content-Type: text\/plain/i);
    assert.match(mail.text, /Content-Type: text\/html/i);
    assert.equal(header(mail, "Auto-Submitted"), "auto-generated");
    assert.equal(header(mail, "List-Unsubscribe"), undefined, "a code is no mailing");
  } finally {
    await site.close();
  }
});

test("a digest carries what takes its reader off, and one click does", async () => {
  const site = await platform();
  try {
    const noe = await new Visitor(site).signIn("noe@example.org");
    await new Visitor(site).signIn("alice@example.org");
    const made = await noe.post("/concours/nouveau", { title: "Vos idées & les nôtres", summary: "Une phrase", audience: "public" });
    assert.equal(made.status, 303, await made.text());
    const onward = await noe.post(`${made.headers.get("location")}/etape`, { stage: "collecting", reason: "Tout est prêt" });
    assert.equal(onward.status, 303);
    site.sql(`insert into notices (id, account_id, kind, object_kind, object_id, channel, created_at)
              select 1, accounts.id, 'phase', 'contest', contests.id, 'digest', datetime('now', '-2 days')
              from accounts, contests where email = 'alice@example.org'`);
    // Another process starts, and finds that it is time to look.
    site.sql("delete from schedules where name = 'notices.send_digests'");
    const worker = spawn(site.program, ["work"], { env: { ...site.env, DATA_DIR: `${site.folder}/worker` }, stdio: "inherit" });
    const digest = () => site.mail.mails.find((mail) => header(mail, "List-Unsubscribe"));
    const mail = await eventually(digest, "the digest").finally(async () => {
      worker.kill("SIGTERM");
      await once(worker, "exit");
    });
    assert.deepEqual(mail.to, ["alice@example.org"]);
    const [, url] = header(mail, "List-Unsubscribe").match(/^<(.+)>$/);
    assert.ok(url.startsWith(`${site.base}/desabonnement/`), url);
    assert.equal(header(mail, "List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
    const [text, html] = plain(mail);
    assert.ok(text.includes("Vos idées & les nôtres") && text.includes(url), text);
    assert.ok(html.includes("Vos idées &amp; les nôtres"), html);
    assert.equal((await fetch(url)).status, 200);
    assert.deepEqual(site.sql("select digest from notice_settings"), [["daily"]], "looking changes nothing");
    for (let times = 0; times < 2; times++) {
      const body = new URLSearchParams({ "List-Unsubscribe": "One-Click" });
      assert.equal((await fetch(url, { method: "POST", body, redirect: "error" })).status, 200);
    }
    assert.deepEqual(site.sql("select digest from notice_settings"), [["never"]]);
    assert.equal(site.mail.mails.filter((mail) => header(mail, "List-Unsubscribe")).length, 1);
  } finally {
    await site.close();
  }
});

test("a mail waits while the server is away, and leaves when it is back", async () => {
  const site = await platform();
  try {
    const ada = await new Visitor(site).signIn("ada@example.org");
    await site.mail.close();
    await new Visitor(site).requestCode("alice@example.org");
    await eventually(async () => (await ada.text("/courrier?etat=waiting")).includes("alice@example.org"), "the log");
    const page = async (state) => (await ada.text(`/courrier?etat=${state}`)).includes("alice@example.org");
    await eventually(() => site.sql("select tries from mails where recipient = 'alice@example.org'")[0][0] > 0, "a try");
    assert.ok(await page("waiting") && !(await page("sent")) && !(await page("failed")));
    Object.assign(site.mail, await mailServer({ port: site.mail.port, mails: site.mail.mails }));
    const mail = await eventually(() => site.mail.mails.find((mail) => mail.to.includes("alice@example.org")), "the mail");
    assert.match(codeIn(mail), /^\d{6}$/);
    await eventually(() => page("sent"), "the log to say so");
    const [[text, error]] = site.sql("select text_body, last_error from mails where recipient = 'alice@example.org'");
    assert.deepEqual([text, error], ["", null], "what it said is forgotten");
  } finally {
    await site.close();
  }
});

test("a mail that is refused for good is shown with its reason, and can be sent again", async () => {
  let refused = "alice@example.org";
  const site = await platform({}, { refuses: (address) => address === refused });
  try {
    const ada = await new Visitor(site).signIn("ada@example.org");
    await new Visitor(site).requestCode("alice@example.org");
    const list = await eventually(async () => {
      const text = (await ada.text("/courrier?etat=failed")).replaceAll("&#x2f;", "/");
      return text.includes("alice@example.org") && text;
    }, "the log");
    assert.ok(list.includes("no such person"), list);
    const path = list.match(/\/courrier\/[0-9a-z]{13}/)[0];
    assert.ok(!site.mail.mails.some((mail) => mail.to.includes("alice@example.org")));
    refused = "nobody";
    assert.equal((await ada.post(`${path}/renvoi`)).status, 303);
    await eventually(() => site.mail.mails.find((mail) => mail.to.includes("alice@example.org")), "the mail");
    await eventually(async () => (await ada.text("/courrier?etat=sent")).includes("alice@example.org"), "the log to say so");
    assert.equal((await ada.post(`${path}/renvoi`)).status, 409, "it is gone");
  } finally {
    await site.close();
  }
});

test("a slow server holds nobody up, and gets each mail once", async () => {
  const site = await platform({}, { delay: 3000 });
  try {
    const visitors = ["alice", "bob", "charlie"].map((name) => new Visitor(site).requestCode(`${name}@example.org`));
    await Promise.all(visitors);
    assert.equal((await fetch(`${site.base}/idees`)).status, 200);
    await eventually(() => site.sql("select count(*) from mails where sent_at is not null")[0][0] === 3, "three mails");
    assert.deepEqual(site.mail.mails.map((mail) => mail.to[0]).sort(), ["alice@example.org", "bob@example.org", "charlie@example.org"]);
  } finally {
    await site.close();
  }
});
