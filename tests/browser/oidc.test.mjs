// Signing in through a real OpenID Connect provider, configured like ProConnect, in a real browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { freePort, openBrowser, Person, platform } from "./platform.mjs";
import { proconnect } from "./proconnect.mjs";

const CLIENT = { id: "minilabs", secret: "a-secret-of-the-tests-that-is-long-enough" };

const ways = [
  { name: "ES256, userinfo as JSON", idToken: "ES256", width: 1280, settings: {} },
  { name: "RS256, userinfo as a JWT of RS256", idToken: "RS256", userinfo: "RS256", width: 360, settings: { OIDC_PROCONNECT_USERINFO: "signed" } },
  { name: "ES256, userinfo as a JWT of ES256", idToken: "ES256", userinfo: "ES256", width: 1280, settings: { OIDC_PROCONNECT_USERINFO: "signed" } },
];

for (const way of ways) {
  test(`in, back where one was, and out: ${way.name}`, async () => {
    const port = await freePort();
    const site = await platform({
      OIDC_PROVIDERS: "proconnect",
      OIDC_PROCONNECT_PROCONNECT: "yes",
      OIDC_PROCONNECT_ISSUER: `http://127.0.0.1:${port}/api/v2`,
      OIDC_PROCONNECT_CLIENT_ID: CLIENT.id,
      OIDC_PROCONNECT_CLIENT_SECRET: CLIENT.secret,
      OIDC_PROCONNECT_ACR_VALUES: "eidas1 eidas2",
      OIDC_PROCONNECT_REQUIRED_ROLES: "agent_public",
      OIDC_PROCONNECT_TRUST_EMAIL: "always",
      ...way.settings,
    });
    const provider = await proconnect({ port, client: CLIENT, site: site.base, ...way });
    const browser = await openBrowser();
    try {
      const person = await Person.at(browser, site, way.width);
      person.name = "angela";
      const { page } = person;
      const path = () => new URL(page.url()).pathname;
      const enter = () => person.submit("/connexion/fournisseur/proconnect").click();
      const login = () => page.waitForURL(`http://127.0.0.1:${port}/interaction/**`);

      await person.go("/mon-compte");
      assert.equal(path(), "/connexion");
      assert.match(await person.text(), /S’identifier avec ProConnect/);

      // Who gives up finds a way on.
      await enter();
      await login();
      await page.click("button[value=no]");
      await page.waitForURL(`${site.base}/**`);
      await person.check();
      assert.match(await person.text(), /La connexion a été interrompue/);
      await person.go("/connexion?next=/mon-compte");

      await enter();
      await login();
      await page.fill("[name=email]", "angela@example.org");
      await page.click("button[value=yes]");
      await page.waitForURL(`${site.base}/mon-compte`);
      await person.check();
      assert.equal(await page.inputValue("[name=display_name]"), "Angela DUBOIS");
      assert.match(await person.text(), /angela@example\.org/);

      // The session there is of use: nothing is asked again.
      const other = await page.context().newPage();
      await page.context().clearCookies({ name: "minilabs_session" });
      await other.goto("/connexion?next=/impact");
      await other.locator('form[action="/connexion/fournisseur/proconnect"] button').click();
      await other.waitForURL(`${site.base}/impact`);
      await other.close();

      await person.go("/mon-compte");
      await person.submit("/deconnexion").click();
      await page.waitForURL(`${provider.issuer}/session/end**`);
      await page.click("button[value=yes]");
      await page.waitForURL(`${site.base}/`);
      await person.check();
      assert.match(await person.text(), /Vous êtes déconnecté/);

      // It is over here, and there: whoever comes next to this computer is asked who they are.
      await person.go("/mon-compte");
      assert.equal(path(), "/connexion");
      await enter();
      await login();
      assert.deepEqual(provider.faults, []);
      await person.leave();
    } finally {
      await browser.close();
      await provider.close();
      await site.close();
    }
  });
}
