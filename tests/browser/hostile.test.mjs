// Texts made to hurt, as an animator could be sent them in a file, looked at with a real browser: no script of theirs runs,
// and the content policy has nothing to stop, since nothing of theirs is more than a text.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { eventually, openBrowser, Person, platform } from "./platform.mjs";

const RUN = "window.ran = (window.ran ?? 0) + 1";
const HOSTILE = `"'><script>${RUN}</script><img src=x onerror="${RUN}"><svg onload="${RUN}"><a href="javascript:${RUN}">CANARI</a>{{7*7}}`;
const CONTEST = "/concours/un-concours";
let site, browser, noe;

before(async () => {
  [site, browser] = [await platform(), await openBrowser()];
});
after(async () => {
  await browser?.close();
  await site?.close();
});

/** Looks at an address, and answers what a reader sees there. */
async function look(path) {
  await noe.page.goto(path);
  assert.equal(await noe.page.evaluate(() => window.ran), undefined, `${path}: a script ran`);
  assert.equal(await noe.page.locator("a[href^='javascript:'], img[onerror], svg[onload]").count(), 0, path);
  assert.deepEqual(noe.complaints, [], path);
  return noe.page.locator("body").innerText();
}

test("hostile texts in a contest, a file, a name and a search stay texts", async () => {
  noe = await (await Person.at(browser, site)).signIn("noe@example.org");
  const { page } = noe;
  page.on("dialog", (dialog) => noe.complaints.push(`a dialog: ${dialog.message()}`));
  await page.goto("/mon-compte");
  await page.fill("[name=display_name]", `Noé ${HOSTILE}`.slice(0, 100));
  await noe.submit("/mon-compte").click();
  await page.waitForLoadState();

  await page.goto("/concours/nouveau");
  await page.fill("[name=title]", "Un concours");
  await page.fill("[name=summary]", HOSTILE.slice(0, 200));
  await page.check("[name=audience][value=public]");
  await Promise.all([page.waitForURL(`**${CONTEST}`), noe.submit("/concours/nouveau").click()]);
  await page.goto(`${CONTEST}/etape`);
  await page.check("[name=stage][value=collecting]");
  await page.fill("[name=reason]", HOSTILE.slice(0, 200));
  await Promise.all([page.waitForURL(`**${CONTEST}`), noe.submit(`${CONTEST}/etape`).click()]);

  const quoted = `"${HOSTILE.replaceAll('"', '""')}"`;
  const short = `"${HOSTILE.slice(0, 90).replaceAll('"', '""')}"`;
  const rows = [0, 1].map((row) => [`"v-${row}"`, short, quoted, short, short, short, short].join(";"));
  const file = join(site.folder, "<img src=x onerror=alert(1)>.csv");
  writeFileSync(file, `Référence;Titre;Description;Auteur;Thème;Métier;Site\r\n${rows.join("\r\n")}\r\n`);
  await page.goto(`${CONTEST}/import`);
  await page.setInputFiles("[name=file]", file);
  await Promise.all([page.waitForURL("**/import/*"), noe.submit(`${CONTEST}/import`).click()]);
  const columns = new URL(page.url()).pathname;
  await look(columns);
  await Promise.all([page.waitForEvent("load"), page.locator("button[name=step][value=check]").first().click()]);
  assert.equal(await page.evaluate(() => window.ran), undefined, "the rows of the file");
  await Promise.all([page.waitForEvent("load"), page.locator("button[name=step][value=import]").click()]);
  const link = page.locator("main a[href^='/idees/']").first();
  await eventually(async () => (await look("/idees")) && (await link.count()), "the ideas");
  const idea = await link.getAttribute("href");
  const search = `/idees?q=${encodeURIComponent(HOSTILE)}`;
  let shown = 0;
  for (const path of [
    "/", "/concours", CONTEST, `${CONTEST}/modifier`, `${CONTEST}/import`, columns, `${columns}/suivi`, "/idees", idea,
    `${idea}/versions`, `${idea}/commentaires`, "/moderation", search, "/idees?q=script", "/mon-compte", "/notifications",
    `/connexion?next=${encodeURIComponent(HOSTILE)}`, `/nulle-part/${encodeURIComponent(HOSTILE)}`,
  ]) {
    shown += (await look(path)).includes("<script>") ? 1 : 0;
  }
  assert.ok(shown > 5, `the texts were there to be read on ${shown} pages`);
  await noe.leave();
});
