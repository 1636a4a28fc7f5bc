// A sign-in mail goes through a real mail server.
import assert from "node:assert/strict";
import { test } from "node:test";
import { codeIn, eventually, platform } from "./platform.mjs";

test("a sign-in code arrives by mail, in both forms", async () => {
  const site = await platform({ MAIL_FROM: "Le labo <labo@example.org>" });
  try {
    const page = await fetch(`${site.base}/connexion`);
    const cookies = page.headers.getSetCookie().map((cookie) => cookie.split(";")[0]).join("; ");
    const token = (await page.text()).match(/name="csrf_token" value="([^"]+)"/)[1];
    const body = new URLSearchParams({ csrf_token: token, email: "alice@example.org" });
    const answer = await fetch(`${site.base}/connexion`, { method: "POST", body, headers: { cookie: cookies }, redirect: "manual" });
    assert.equal(answer.status, 303);
    const mail = await eventually(() => site.mail.mails[0], "the mail");
    assert.equal(mail.from, "labo@example.org");
    assert.deepEqual(mail.to, ["alice@example.org"]);
    assert.match(codeIn(mail), /^\d{6}$/);
    for (const header of [/^Message-ID: </im, /^Subject: /im, /^Content-Type: multipart\/alternative/im, /^Date: /im]) {
      assert.match(mail.text, header);
    }
    assert.match(mail.text, /Content-Type: text\/plain/i);
    assert.match(mail.text, /Content-Type: text\/html/i);
  } finally {
    await site.close();
  }
});
