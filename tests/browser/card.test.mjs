// A card, from the sheet to a shared tablet: printed once, used for the first time once, forgotten when one leaves.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openBrowser, Person, platform } from "./platform.mjs";

test("a colleague without an address enters by card on a shared tablet", async () => {
  const site = await platform();
  const browser = await openBrowser();
  try {
    const ada = await (await Person.at(browser, site)).signIn("ada@example.org");
    await ada.go("/organisation/nouvelle");
    await ada.page.fill("[name=name]", "Lycée Louise-Weiss");
    await ada.page.selectOption("[name=kind]", "lycee");
    await ada.press(ada.submit("/organisation/nouvelle"));
    const unit = new URL(ada.page.url()).pathname.split("/").pop();
    await ada.go(`/cartes/${unit}/affiche`);
    const address = await ada.page.locator("main strong").first().innerText();
    assert.match(address, /\/c\/[0-9a-z]{6}$/);
    await ada.go(`/cartes/${unit}`);
    await ada.page.fill("[name=count]", "2");
    await ada.press(ada.submit(`/cartes/${unit}`));
    const facts = await ada.page.locator("main li:has(svg)").first().locator("strong").allInnerTexts();
    const [number, pin] = facts.slice(-2);
    assert.match(pin, /^\d{6}$/);
    // Going back and forth does not show it again.
    await ada.go(`/cartes/${unit}`);
    assert.ok(!(await ada.page.content()).includes(pin));

    const lina = await Person.at(browser, site, 360);
    await lina.go(new URL(address).pathname);
    await lina.press(lina.page.locator("main a[href^='/c/premiere-fois']"));
    await lina.page.fill("[name=number]", number);
    await lina.page.fill("[name=pin]", pin);
    await lina.page.fill("[name=display_name]", "Lina");
    await lina.press(lina.submit("/c/premiere-fois"));
    assert.equal(new URL(lina.page.url()).pathname, "/");
    await lina.page.evaluate(() => localStorage.setItem("minilabs:draft:left", "by somebody"));
    await lina.go("/mon-compte");
    await lina.press(lina.page.locator("main form[data-forget] button"));
    assert.equal(await lina.page.evaluate(() => localStorage.getItem("minilabs:draft:left")), null);
    assert.equal((await lina.go("/mon-compte")).url().includes("/connexion"), true);

    // The same card for the first time again, on another device.
    const mallory = await Person.at(browser, site, 360);
    await mallory.go("/c/premiere-fois");
    await mallory.page.fill("[name=site_code]", address.split("/").pop());
    await mallory.page.fill("[name=number]", number);
    await mallory.page.fill("[name=pin]", pin);
    await mallory.page.fill("[name=display_name]", "Mallory");
    await mallory.press(mallory.submit("/c/premiere-fois"));
    assert.match(await mallory.page.textContent("main"), /a déjà servi/);
    for (const person of [ada, lina, mallory]) assert.deepEqual(person.complaints, []);
  } finally {
    await browser.close();
    await site.close();
  }
});
