// Writing and sending an idea on an old phone: over a bad network, without scripts, without a mouse, interrupted.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, openBrowser, Person, platform } from "./platform.mjs";

const CONTEST = "/concours/ce-qui-nous-facilite-la-vie";
const FORM = `${CONTEST}/deposer`;
const PUBLIC_FORM = "/concours/a-vous-la-parole/deposer";
/** What an old phone has: a slow processor, and a network that is neither fast nor near. */
const PHONE = { processor: 4, latency: 150, download: 1.6e6 / 8, upload: 750e3 / 8 };
let site, browser, noe;

before(async () => {
  [site, browser] = [await platform(), await openBrowser()];
  noe = await (await Person.at(browser, site)).signIn("noe@example.org");
  const { page } = noe;
  for (const [title, audience] of [["À vous la parole", "public"], ["Ce qui nous facilite la vie", "agents"]]) {
    await noe.go("/concours/nouveau");
    await page.fill("[name=title]", title);
    await page.fill("[name=summary]", "Un détail à changer, une gêne à enlever");
    await page.check(`[name=audience][value=${audience}]`);
    await noe.press(noe.submit("/concours/nouveau"));
    const contest = new URL(page.url()).pathname;
    await noe.go(`${contest}/etape`);
    await page.check("[name=stage][value=collecting]");
    await page.fill("[name=reason]", "C’est le jour");
    await noe.press(noe.submit(`${contest}/etape`));
  }
});
after(async () => {
  await browser?.close();
  await site?.close();
});

/** Somebody on a phone. */
const phone = async (name) => (await Person.at(browser, site, 360)).signIn(`${name}@example.org`);
const value = (person, field) => person.page.inputValue(`[name=${field}]`);
const ideas = (title) => site.sql(`select count(*) from ideas where title = '${title}'`)[0][0];
/** What the server keeps of drafts. */
const drafts = () => site.sql("select content from idea_drafts").map(([content]) => JSON.parse(content));
const keeps = (field, text) => eventually(() => drafts().some((draft) => draft[field] === text), `a draft with ${text}`);
/** Typed key after key, as people do: `fill` alone would pass over what listens. */
const type = async ({ page }, field, text) => {
  await page.focus(`[name=${field}]`);
  await page.keyboard.press("Control+End");
  await page.keyboard.type(text);
};

async function write(person, title) {
  await type(person, "title", title);
  await type(person, "problem", "Deux étages à pied avec le chariot, trois fois par jour.");
  await type(person, "body", "Un chariot par étage.");
}

function assertReceipt(person) {
  assert.match(new URL(person.page.url()).pathname, /^\/idees\/.+\/recu$/);
  return person.text().then((text) => {
    const number = text.match(/idée n°\s?(\d+)/)?.[1];
    assert.ok(number, text);
    return Number(number);
  });
}

test("what is typed is kept by the server and by the browser, and comes back", async () => {
  const alice = await phone("alice");
  const { page } = alice;
  await alice.go(FORM);
  await type(alice, "title", "Un chariot par étage");
  await keeps("title", "Un chariot par étage");
  assert.match(await alice.text(), /Brouillon enregistré/);
  // Interrupted before the server heard of it: the browser knows.
  await type(alice, "title", ", et un balai");
  await page.reload();
  await alice.check();
  assert.equal(await value(alice, "title"), "Un chariot par étage, et un balai");
  // A second tab begins where the first one is.
  await type(alice, "problem", "Deux étages à pied");
  await keeps("problem", "Deux étages à pied");
  const tab = new Person(site, await page.context().newPage(), 360);
  await tab.go(FORM);
  assert.equal(await value(tab, "title"), "Un chariot par étage, et un balai");
  assert.equal(await value(tab, "problem"), "Deux étages à pied");
  // Both write on: the server keeps what each of them wrote.
  await type(tab, "problem", " chaque matin");
  await keeps("problem", "Deux étages à pied chaque matin");
  await type(alice, "problem", " le soir");
  await keeps("problem", "Deux étages à pied le soir");
  assert.ok(drafts().some((draft) => draft.problem === "Deux étages à pied chaque matin"));
  // What was chosen in a folded part is not hidden when it comes back.
  await page.locator("details", { has: page.locator("[name=name_level]") }).last().locator("summary").click();
  await page.check("[name=name_level][value=team]");
  await page.reload();
  assert.ok(await page.locator("[name=name_level][value=team]").isVisible());
  assert.ok(await page.locator("[name=name_level][value=team]").isChecked());
  await alice.check();
  await alice.leave();
});

test("a session that expires in mid-writing loses nothing", async () => {
  const bob = await phone("bob");
  const { page } = bob;
  await bob.go(FORM);
  await type(bob, "title", "Des gants à la bonne taille");
  await keeps("title", "Des gants à la bonne taille");
  site.sql("delete from sessions where account_id = (select id from accounts where email = 'bob@example.org')");
  await type(bob, "problem", "Il n’y a que du L.");
  await keeps("problem", "Il n’y a que du L.");
  await type(bob, "body", "Commander trois tailles.");
  await bob.press(bob.submit(FORM));
  assert.equal(new URL(page.url()).pathname, "/connexion");
  const before = site.mail.mails.length;
  await page.fill("[name=email]", "bob@example.org");
  await bob.press(bob.submit("/connexion"));
  const mail = await eventually(() => site.mail.mails.slice(before).find(({ to }) => to.includes("bob@example.org")), "a code");
  await page.fill("[name=code]", mail.text.match(/^\s*(\d{6})\s*$/m)[1]);
  await bob.press(bob.submit("/connexion/code"));
  assert.equal(new URL(page.url()).pathname, FORM);
  assert.equal(await value(bob, "title"), "Des gants à la bonne taille");
  assert.equal(await value(bob, "problem"), "Il n’y a que du L.");
  assert.equal(await value(bob, "body"), "Commander trois tailles.");
  await bob.press(bob.submit(FORM));
  await assertReceipt(bob);
  // Nothing of it is left to be sent a second time.
  await bob.go("/mes-ideas");
  await bob.go(FORM);
  assert.equal(await value(bob, "title"), "");
  await bob.leave();
});

test("without network the idea waits, and leaves once when the network is back", async () => {
  const carol = await phone("carol");
  const { page } = carol;
  await carol.go(FORM);
  await write(carol, "Une prise près du local");
  await carol.offline(true);
  await carol.submit(FORM).dblclick();
  await page.getByText("Votre idée est gardée ici").waitFor();
  assert.equal(ideas("Une prise près du local"), 0);
  assert.deepEqual(await carol.violations(), []);
  await carol.picture();
  // What is added while it waits leaves with it; pressing again does not send it twice.
  await type(carol, "body", " Et une rallonge.");
  await carol.submit(FORM).dblclick();
  await Promise.all([page.waitForURL("**/recu"), carol.offline(false)]);
  await carol.check();
  const number = await assertReceipt(carol);
  assert.deepEqual(site.sql("select body, number from ideas where title = 'Une prise près du local'"), [
    ["Un chariot par étage. Et une rallonge.", number],
  ]);
  await carol.go(FORM);
  assert.equal(await value(carol, "title"), "", "what was sent is no draft any more");

  // The same, with the page closed meanwhile.
  await write(carol, "Un miroir au virage");
  await carol.offline(true);
  await carol.submit(FORM).click();
  await page.getByText("Votre idée est gardée ici").waitFor();
  const other = await page.context().newPage();
  await page.close();
  assert.equal(ideas("Un miroir au virage"), 0);
  const back = new Person(site, other, 360);
  await back.offline(false);
  await Promise.all([other.waitForURL("**/recu"), other.goto("/")]);
  await assertReceipt(back);
  assert.equal(ideas("Un miroir au virage"), 1);
  await back.leave();
});

test("an answer that is lost on the way does not make two ideas", async () => {
  const dora = await phone("dora");
  const { page } = dora;
  await dora.go(FORM);
  await write(dora, "Un banc devant le dépôt");
  // The first sending arrives, its answer does not.
  let sendings = 0;
  await page.route(`**${FORM}`, async (route) => {
    if (route.request().method() !== "POST" || ++sendings > 1) return route.continue();
    await route.fetch({ maxRedirects: 0 });
    dora.isOffline = true;
    return route.abort("connectionreset");
  });
  await dora.submit(FORM).click();
  await page.getByText("Votre idée est gardée ici").waitFor();
  assert.equal(ideas("Un banc devant le dépôt"), 1);
  dora.isOffline = false;
  await Promise.all([page.waitForURL("**/recu"), dora.submit(FORM).dblclick()]);
  await assertReceipt(dora);
  assert.equal(ideas("Un banc devant le dépôt"), 1);
  await dora.leave();
});

test("what one person left in a browser is not shown to the next", async () => {
  const eve = await phone("eve");
  const { page } = eve;
  await eve.go(FORM);
  await type(eve, "title", "Rien que pour moi");
  await keeps("title", "Rien que pour moi");
  await page.context().clearCookies({ name: "minilabs_session" });
  await eve.signIn("fred@example.org");
  await eve.go(FORM);
  assert.equal(await value(eve, "title"), "");
  await eve.leave();
});

test("close ideas appear while one types", async () => {
  const { page } = noe;
  await noe.go("/moderation");
  await page.locator("[data-check='1']").click();
  await noe.press(page.locator("button[name=to][value=published]"));
  const alice = await phone("alice");
  await eventually(async () => (await (await alice.page.request.get("/idees?q=rallonge")).text()).includes("Une prise près du local"), "the index");
  await alice.go(`${FORM}?vide=1`);
  await type(alice, "title", "Une prise de courant près du local");
  const region = alice.page.locator("[data-similar]");
  await region.getByRole("link", { name: "Une prise près du local" }).waitFor();
  await alice.check();
  await alice.page.getByLabel("La mienne est différente parce que").fill("Elle est pour le premier étage");
  // Supporting that one leads to it, and what was typed stays.
  await alice.press(region.getByRole("button", { name: /Je soutiens celle-ci/ }).first());
  assert.match(new URL(alice.page.url()).pathname, /^\/idees\//);
  await alice.go(FORM);
  assert.equal(await value(alice, "title"), "Une prise de courant près du local");
  assert.equal(await value(alice, "differs_because"), "Elle est pour le premier étage");
  await alice.leave();
});

test("it works without scripts", async () => {
  const gus = await phone("gus");
  const context = await browser.newContext({
    viewport: { width: 360, height: 800 }, locale: "fr-FR", baseURL: site.base, javaScriptEnabled: false,
    storageState: await gus.page.context().storageState(),
  });
  const page = await context.newPage();
  const send = (more = ":not([name])") => page.locator(`form[action="${FORM}"] button[type=submit]${more}`);
  await page.goto(FORM);
  await send().click();
  assert.ok(await page.locator("[aria-invalid=true]").count() >= 3, "an empty form says what is missing");
  await page.fill("[name=title]", "Une prise près du local à balais");
  await send("[value=draft]").click();
  assert.match(page.url(), /brouillon=/);
  assert.equal(await page.inputValue("[name=title]"), "Une prise près du local à balais");
  await send("[value=check]").click();
  assert.match(await page.locator("[data-similar]").innerText(), /Une prise près du local/);
  await page.fill("[name=problem]", "La plus proche est à vingt mètres.");
  await page.fill("[name=body]", "En poser une par palier.");
  await send().click();
  assert.match(new URL(page.url()).pathname, /\/recu$/);
  assert.match(await page.innerText("main"), /idée n°\s?\d+/);
  await context.close();
  await gus.leave();
});

test("a keyboard is enough, from the contest to the receipt and back to correct it", async () => {
  const hana = await phone("hana");
  const { page } = hana;
  const { keyboard } = page;
  /** Goes on with the Tab key until something has the focus; the focus is always seen. */
  const reach = async (selector) => {
    for (let stop = 0; stop < 80; stop++) {
      await keyboard.press("Tab");
      const here = await page.evaluate((wanted) => {
        const element = document.activeElement;
        const { outlineStyle, boxShadow } = getComputedStyle(element);
        const { top, bottom, height } = element.getBoundingClientRect();
        // A heading's link, and a box, show the focus on what is around them.
        const isMarked = outlineStyle !== "none" || boxShadow !== "none" || getComputedStyle(element, "::after").outlineStyle !== "none";
        return { isThere: element.matches(wanted), isSeen: height > 0 && bottom > 0 && top < innerHeight, isMarked, what: element.outerHTML.slice(0, 120) };
      }, selector);
      assert.ok(here.what.startsWith("<body") || (here.isSeen && here.isMarked), `the focus cannot be seen on ${here.what}`);
      if (here.isThere) return;
      if (here.what.startsWith("<body")) break;
    }
    assert.fail(`the keyboard does not reach ${selector}`);
  };
  const enter = async () => {
    await Promise.all([page.waitForEvent("load"), keyboard.press("Enter")]);
    await hana.check();
  };
  await hana.go(CONTEST);
  await reach(`main a[href="${FORM}"]`);
  await enter();
  // Sent too early: the focus is on what is wrong, and its links lead to the fields.
  await reach(`form[action="${FORM}"] .ml-actions button`);
  await enter();
  await page.waitForLoadState();
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("role")), "alert");
  await reach('a[href="#field-title"]');
  await keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "field-title");
  await keyboard.type("Un crochet pour les clés");
  await reach("[name=problem]");
  await keyboard.type("On les cherche tous les matins.");
  await reach("[name=body]");
  await keyboard.type("Un tableau derrière la porte.");
  await reach("details:has([name=name_level]) > summary");
  await keyboard.press("Enter");
  await reach("[name=name_level]");
  await keyboard.press("ArrowDown");
  await reach(`form[action="${FORM}"] .ml-actions button`);
  await Promise.all([page.waitForURL("**/recu"), keyboard.press("Enter")]);
  await page.waitForLoadState();
  await hana.check();
  await assertReceipt(hana);
  await reach('main a[href="/mes-ideas"]');
  await enter();
  await reach('main a[href$="/modifier"]');
  await enter();
  await reach("[name=body]");
  await keyboard.press("End");
  await keyboard.type(" Avec des couleurs.");
  await reach("form[action$='/modifier'] button");
  await enter();
  assert.match(await hana.text(), /Avec des couleurs/);
  await hana.leave();
});

test("the pages around an idea, on a phone", async () => {
  const carol = await phone("carol");
  const { page } = carol;
  await carol.go("/mes-ideas");
  const url = await page.locator("main a[href*='/modifier']").first().getAttribute("href").then((path) => path.replace("/modifier", ""));
  await carol.go(`${url}/modifier`);
  await page.fill("[name=body]", "Un chariot par étage, et une rallonge de dix mètres.");
  await carol.press(carol.submit(`${url}/modifier`));
  for (const path of ["/versions", "/auteurs", "/retirer", "/recu", ""]) await carol.go(url + path);
  await carol.go(`${url}/auteurs`);
  await carol.press(carol.submit(`${url}/auteurs`));
  assert.ok(await page.locator("[aria-invalid=true]").count(), "nobody was named");
  await page.fill("[name=email]", "alice@example.org");
  await carol.press(carol.submit(`${url}/auteurs`));
  for (const width of [360, 1280]) {
    noe.width = width;
    await noe.page.setViewportSize({ width, height: 800 });
    await noe.go("/moderation");
  }
  await carol.leave();
});

test("a card to fill in by hand is one sheet of paper", async () => {
  const { page } = noe;
  await noe.go(CONTEST);
  await noe.press(page.getByRole("link", { name: "Imprimer la carte papier" }).first());
  for (const [format, paper] of [["a4", { format: "A4" }], ["a5", {}]]) {
    for (const width of [360, 1280]) {
      noe.width = width;
      await page.setViewportSize({ width, height: 800 });
      await noe.go(`${CONTEST}/carte-papier?format=${format}`);
    }
    const pdf = (await page.pdf({ preferCSSPageSize: true, ...paper })).toString("latin1");
    assert.equal(pdf.match(/\/Type \/Page\b/g).length, 1, `${format}: more than a sheet`);
  }
});

test("what the form weighs, and when one can write", async (t) => {
  const ines = await phone("ines");
  const storageState = await ines.page.context().storageState();
  await ines.leave();
  for (const [who, form, state] of [["a visitor", PUBLIC_FORM, undefined], ["somebody signed in", FORM, storageState]]) {
    const at = async (throttled) => {
      const context = await browser.newContext({ viewport: { width: 360, height: 800 }, locale: "fr-FR", baseURL: site.base, storageState: state });
      const page = await context.newPage();
      const cdp = await context.newCDPSession(page);
      await cdp.send("Network.enable");
      const sizes = new Map();
      const names = new Map();
      cdp.on("Network.responseReceived", ({ requestId, response }) => {
        if (response.url.startsWith("http")) names.set(requestId, new URL(response.url).pathname);
      });
      cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
        if (names.has(requestId)) sizes.set(names.get(requestId), encodedDataLength);
      });
      if (throttled) {
        const { latency, download, upload } = PHONE;
        await cdp.send("Network.emulateNetworkConditions", { offline: false, latency, downloadThroughput: download, uploadThroughput: upload });
        await cdp.send("Emulation.setCPUThrottlingRate", { rate: PHONE.processor });
        await page.addInitScript(() => addEventListener("input", () => { window.firstInput ??= performance.now(); }, true));
      }
      return { context, page, sizes };
    };

    const free = await at(false);
    await free.page.goto(form, { waitUntil: "load" });
    // A browser without a window asks for no icon.
    await free.page.evaluate(() => fetch(document.querySelector("link[rel=icon]").href, { cache: "reload" }).then((answer) => answer.blob()));
    await eventually(() => [...free.sizes.keys()].some((name) => name.endsWith(".svg")), "the icon");
    const total = [...free.sizes.values()].reduce((sum, size) => sum + size, 0);
    t.diagnostic(`${who}: ${total} bytes on the wire: ${[...free.sizes].map(([name, size]) => `${name} ${size}`).join(", ")}`);
    assert.ok(free.sizes.size >= 4 && total < 60_000, `${total} bytes`);
    await free.context.close();

    const times = [];
    for (let run = 0; run < 5; run++) {
      const slow = await at(true);
      await slow.page.goto(form, { waitUntil: "commit" });
      await slow.page.locator("[name=title]").pressSequentially("U");
      // Typing does not wait for the page to be painted.
      await slow.page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
      const [input, paint] = await slow.page.evaluate(() => [window.firstInput, performance.getEntriesByName("first-contentful-paint")[0]?.startTime]);
      assert.equal(await slow.page.inputValue("[name=title]"), "U");
      times.push([Math.round(input), Math.round(paint)]);
      await slow.context.close();
    }
    times.sort(([one], [other]) => one - other);
    t.diagnostic(`${who}, on a phone four times slower over 1.6 Mbit/s and 150 ms: first letter taken after ${times[2][0]} ms (${times.map(([input]) => input).join(", ")}), first paint after ${times[2][1]} ms`);
  }
});
