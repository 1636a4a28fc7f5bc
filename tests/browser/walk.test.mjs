// The way of the ideas, from a file to a need form, as people walk it.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { eventually, openBrowser, Person, platform } from "./platform.mjs";

const IDEAS = 120;
const CONTEST = "/concours/les-agents-ont-des-idees";
let site, browser, noe, author, lab;

before(async () => {
  [site, browser] = [await platform(), await openBrowser()];
});
after(async () => {
  await browser?.close();
  await site?.close();
});

/** Ideas of the demonstration, as a spreadsheet program writes them; the first author signs in later. */
function ideasFile() {
  const lines = readFileSync(new URL("../../demo/ideas.jsonl", import.meta.url), "utf8").trim().split("\n").slice(0, IDEAS);
  const quoted = (text) => `"${String(text).replaceAll('"', '""')}"`;
  const rows = lines.map((line, place) => {
    const idea = JSON.parse(line);
    const email = place % 6 === 0 ? "alice@example.org" : "";
    return [idea.id, idea.title, idea.body, idea.author, email, idea.category, idea.trade, idea.site, idea.direction].map(quoted).join(";");
  });
  const head = "Référence;Titre;Description;Auteur;Courriel;Thème;Métier;Site;Direction";
  const path = join(site.folder, "idees.csv");
  writeFileSync(path, `\ufeff${head}\r\n${rows.join("\r\n")}\r\n"v-bad";"Une idée sans adresse";"Son auteur a mal écrit la sienne";"Bob";"pas une adresse";"";"";"";""\r\n`);
  return path;
}

/** Passes the contest to a stage by hand, which asks for a reason. */
async function toStage(who, stage) {
  await who.go(`${CONTEST}/etape`);
  await who.page.check(`[name=stage][value=${stage}]`);
  await who.page.fill("[name=reason]", "C’est le jour");
  await who.press(who.submit(`${CONTEST}/etape`));
}

test("1. the animator creates a contest and imports ideas", async () => {
  noe = await (await Person.at(browser, site)).signIn("noe@example.org");
  const { page } = noe;
  await noe.go("/concours/nouveau");
  await noe.press(noe.submit("/concours/nouveau"));
  assert.equal(await page.locator("[aria-invalid=true]").count() > 0, true, "an empty form says what is missing");
  await page.fill("[name=title]", "Les agents ont des idées");
  await page.fill("[name=summary]", "Ce qui améliore nos journées");
  await page.check("[name=audience][value=agents]");
  await page.fill("[name=submission_opens_on]", "2026-03-02");
  await page.fill("[name=submission_closes_on]", "2026-04-30");
  await noe.press(noe.submit("/concours/nouveau"));
  assert.equal(new URL(page.url()).pathname, CONTEST);

  await toStage(noe, "collecting");
  await noe.go(`${CONTEST}/import`);
  await page.setInputFiles("[name=file]", ideasFile());
  await noe.press(noe.submit(`${CONTEST}/import`));
  await noe.press(page.locator("button[name=step][value=check]").first());
  assert.match(await noe.text(), /pas une adresse/, "the bad row is shown with what to correct");
  await noe.press(page.locator("button[name=step][value=import]"));
  await eventually(async () => new RegExp(`${IDEAS} `).test(await noe.text()) && !(await page.locator("[data-poll]").count()), "the import");
  await noe.check();

  // The same file once more adds nothing.
  await noe.go(`${CONTEST}/import`);
  await page.setInputFiles("[name=file]", join(site.folder, "idees.csv"));
  await noe.press(noe.submit(`${CONTEST}/import`));
  await noe.press(page.locator("button[name=step][value=check]").first());
  assert.equal(await page.locator("button[name=step][value=import]").count(), 0, "nothing is left to import");
});

test("2. marks the awarded ideas, announces them, has the others grouped", async () => {
  const { page } = noe;
  for (const stage of ["voting", "jury"]) await toStage(noe, stage);
  await noe.go(`${CONTEST}/primees`);
  for (const box of (await page.locator("[name=awarded]").all()).slice(0, 2)) await box.check();
  await noe.press(page.locator("button[name=announce]"));
  await noe.go(`${CONTEST}/regroupement`);
  await noe.press(noe.submit(`${CONTEST}/regroupement`));
  const proposals = page.locator(`a[href^="${CONTEST}/regroupement/propositions"]`).first();
  await proposals.waitFor({ timeout: 60_000 });
  await noe.press(proposals);
  assert.ok(await page.locator("form[action$='/accepter']").count() >= 3, "there are proposals to decide on");
});

test("2 bis. locks a group and judges a pair", async () => {
  const { page } = noe;
  const proposals = page.url();
  const group = await page.locator("a[href^='/regroupements/']").first().getAttribute("href");
  await noe.go(group);
  await noe.press(noe.submit(`${group}/verrouiller`));
  assert.ok((await noe.text()).includes("Verrouillé"));
  await noe.press(noe.submit(`${group}/deverrouiller`));
  await noe.go(`${CONTEST}/doublons`);
  await noe.press(noe.submit(`${CONTEST}/doublons`));
  assert.ok((await noe.text()).includes("Déjà examinées"));
  await noe.go(proposals);
});

test("3. opens a mini-lab and a trade community", async () => {
  const { page } = noe;
  const proposals = page.url();
  const first = await page.locator("a[href^='/regroupements/']").first().getAttribute("href");
  await noe.go(first);
  assert.ok((await noe.text()).includes("%"), "it says how close the ideas are");
  await noe.press(noe.submit(`${first}/accepter`));
  lab = await eventually(async () => {
    const path = new URL(page.url()).pathname;
    return path.startsWith("/mini-labs/") ? path : page.locator("main a[href^='/mini-labs/']").first().getAttribute("href");
  }, "the mini-lab");
  await noe.go(lab);
  await noe.go(proposals);
  const { axis } = await page.evaluate(() => {
    const forms = [...document.querySelectorAll("form[action$='/accepter']")];
    return { axis: forms.at(-1).getAttribute("action") };
  });
  await noe.press(noe.submit(axis));
  await noe.go("/communautes");
  assert.ok(await page.locator("main a[href^='/communautes/']").count() >= 1);
});

test("4. an agent searches with a typo, finds, sees the trail and joins, on a phone", async () => {
  author = await (await Person.at(browser, site, 360)).signIn("alice@example.org");
  const { page } = author;
  await author.go("/");
  const hits = await eventually(async () => {
    await author.go("/idees?q=cantinne+gachis");
    return page.locator("main a[href^='/idees/']").first().getAttribute("href", { timeout: 2_000 }).catch(() => null);
  }, "a hit");
  await author.go(hits);
  await author.go(lab);
  const join_ = author.submit(`${lab}/rejoindre`);
  if (await join_.count()) await author.press(join_);
  assert.ok(await author.submit(`${lab}/quitter`).count(), "she is a member now");
  const invitation = page.locator("main a[href^='/invitations/']").first();
  if (await invitation.count()) await author.press(invitation);
});

test("5. the mini-lab is promoted, and the figures count it all", async () => {
  const { page } = noe;
  await noe.go(`${lab}/promouvoir`);
  assert.ok((await page.inputValue("[name=title]")).length > 0, "the form is filled from the mini-lab");
  for (const field of ["need", "beneficiaries"]) {
    if (!(await page.inputValue(`[name=${field}]`))) await page.fill(`[name=${field}]`, "Les agents et les élèves");
  }
  await page.check("[name=is_result_open]");
  await page.fill("[name=collaborative_share]", "60");
  await noe.press(noe.submit(`${lab}/promouvoir`));
  await noe.go("/accompagnements");
  const file = await page.locator("main a[href^='/accompagnements/']").first().getAttribute("href");
  await noe.go(file);
  await noe.go("/impact");
  assert.match(await noe.text(), new RegExp(`${IDEAS}`));
});

test("every page of the site, narrow and wide, in both languages", async () => {
  const ada = await (await Person.at(browser, site)).signIn("ada@example.org");
  const paths = [
    "/", "/concours", CONTEST, `${CONTEST}/modifier`, "/idees", "/mini-labs", "/communautes", lab, "/accompagnements",
    "/impact", "/taches", "/courrier", "/mon-compte", "/aide", "/accessibilite", "/donnees-personnelles",
    "/mentions-legales", "/plan-du-site", "/nulle-part",
  ];
  for (const width of [360, 1280]) {
    ada.width = width;
    await ada.page.setViewportSize({ width, height: 800 });
    for (const path of paths) {
      for (const lang of ["fr", "en"]) {
        await ada.page.goto(`${path}?lang=${lang}`);
        await ada.check();
      }
    }
  }
  await ada.leave();
});

test("a keyboard is enough", async () => {
  const visitor = await Person.at(browser, site);
  const { page } = visitor;
  await visitor.go("/connexion");
  await page.keyboard.press("Tab");
  const focused = () => page.evaluate(() => {
    const { outlineStyle, boxShadow } = getComputedStyle(document.activeElement);
    const { width, height, top } = document.activeElement.getBoundingClientRect();
    return { href: document.activeElement.getAttribute("href"), seen: width > 0 && height > 0 && top >= 0, marked: outlineStyle !== "none" || boxShadow !== "none" };
  });
  assert.deepEqual(await focused(), { href: "#contenu", seen: true, marked: true }, "the first stop leads to the content");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "contenu");
  for (let stop = 0; stop < 6; stop++) {
    await page.keyboard.press("Tab");
    assert.ok((await focused()).marked, `stop ${stop}: the focus cannot be seen`);
  }
  await page.focus("[name=email]");
  await page.keyboard.type("clavier@example.org");
  await Promise.all([page.waitForURL("**/connexion/code*"), page.keyboard.press("Enter")]);
  await visitor.check();
  await visitor.leave();
});

test("a hostile text never becomes a script", async () => {
  const mallory = await (await Person.at(browser, site)).signIn("mallory@example.org");
  const { page } = mallory;
  const hostile = `"><img src=x onerror="window.owned=1"><script>window.owned=1</script>`;
  await mallory.go("/mon-compte");
  await page.fill("[name=display_name]", hostile);
  await page.fill("[name=trade]", hostile);
  await mallory.press(mallory.submit("/mon-compte"));
  for (const path of ["/", lab, `/idees?q=${encodeURIComponent(hostile)}`, `/connexion?next=${encodeURIComponent(hostile)}`]) {
    await mallory.go(path);
    assert.equal(await page.evaluate(() => window.owned), undefined);
  }
  await mallory.leave();
});
