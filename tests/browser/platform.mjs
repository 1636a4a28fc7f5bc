// The real program on a temporary database, a mail server that keeps what it is given, and a browser.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { chromium } from "playwright-core";
import { SMTPServer } from "smtp-server";

const program = process.env.MINILABS ?? "../../target/debug/minilabs";
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
}

/** A mail server on this machine; `mails` holds what it took. It refuses whom `refuses` says, and takes `delay`
    milliseconds over each mail. */
export async function mailServer({ port = 0, mails = [], refuses = () => false, delay = 0 } = {}) {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo({ address }, _session, done) {
      done(refuses(address) ? Object.assign(new Error("no such person"), { responseCode: 550 }) : null);
    },
    onData(stream, session, done) {
      const chunks = [];
      stream.on("data", (chunk) => chunks.push(chunk));
      stream.on("end", () => {
        const to = session.envelope.rcptTo.map((address) => address.address);
        mails.push({ from: session.envelope.mailFrom.address, to, text: Buffer.concat(chunks).toString() });
        setTimeout(done, delay);
      });
    },
  });
  server.listen(port, "127.0.0.1");
  await once(server.server, "listening");
  return { mails, port: server.server.address().port, close: () => new Promise((done) => server.close(done)) };
}

/** The six digits in a mail's plain text. */
export function codeIn(mail) {
  const plain = mail.text.split(/\r?\n\r?\n/).slice(1).join("\n\n");
  return plain.match(/^\s*(\d{6})\s*$/m)?.[1];
}

/** Starts the program; `close` ends it and forgets its data. `settings` may follow from the address. */
export async function platform(settings = {}, mailing = {}) {
  const folder = mkdtempSync(join(tmpdir(), "minilabs-browser-"));
  const [mail, port] = [await mailServer(mailing), await freePort()];
  const base = `http://127.0.0.1:${port}`;
  const env = {
    PATH: process.env.PATH,
    DATABASE_URL: `sqlite://${folder}/minilabs.db`,
    DATA_DIR: folder,
    LISTEN: `127.0.0.1:${port}`,
    BASE_URL: base,
    SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    LOG: "warn",
    ...(typeof settings === "function" ? settings(base) : settings),
  };
  const run = (...args) => execFileSync(program, args, { env, encoding: "utf8" });
  run("migrate");
  run("grant", "ada@example.org", "administrator", "--name", "Ada Ferrand");
  run("grant", "noe@example.org", "animator", "--name", "Noé Castel");
  const process_ = spawn(program, ["serve"], { env, stdio: ["ignore", "inherit", "inherit"] });
  for (let tries = 0; ; tries++) {
    const ready = await fetch(`${base}/readyz`).then((answer) => answer.ok, () => false);
    if (ready) break;
    if (tries > 200 || process_.exitCode !== null) throw new Error("the program does not answer");
    await pause(100);
  }
  return {
    base,
    folder,
    mail,
    env,
    program,
    /** Asks the database what no page shows, or moves what no clock moves. */
    sql(statement) {
      const script = "import json, sqlite3, sys; db = sqlite3.connect(sys.argv[1], timeout=10); rows = db.execute(sys.argv[2]).fetchall(); db.commit(); print(json.dumps(rows))";
      return JSON.parse(execFileSync("python3", ["-c", script, join(folder, "minilabs.db"), statement], { encoding: "utf8" }));
    },
    async close() {
      process_.kill("SIGTERM");
      if (process_.exitCode === null) await once(process_, "exit");
      await mail.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until `find` answers something. */
export async function eventually(find, what) {
  for (let tries = 0; tries < 300; tries++) {
    const found = await find();
    if (found) return found;
    await pause(100);
  }
  throw new Error(`waited in vain for ${what}`);
}

export async function openBrowser() {
  const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);
  return chromium.launch({
    executablePath,
    args: [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ],
  });
}

/** A person in front of a page. Whatever the console complains of, and whatever axe finds, fails the test. */
export class Person {
  static async at(browser, site, width = 1280) {
    const context = await browser.newContext({ viewport: { width, height: 800 }, locale: "fr-FR", baseURL: site.base });
    const page = await context.newPage();
    return new Person(site, page, width);
  }

  constructor(site, page, width) {
    Object.assign(this, { site, page, width, complaints: [], pictures: 0, checked: new Set() });
    page.setDefaultTimeout(15_000);
    // A page that says no is an error in the console, and no fault of the page.
    const visited = new Set();
    page.on("response", (answer) => answer.request().isNavigationRequest() && visited.add(answer.url()));
    page.on("console", (message) => {
      const isFailure = message.text().startsWith("Failed to load resource");
      if (isFailure && (this.isOffline || visited.has(message.location().url))) return;
      if (["error", "warning"].includes(message.type())) this.complaints.push(`${page.url()}: ${message.text()} (${message.location().url})`);
    });
    page.on("pageerror", (error) => this.complaints.push(`${page.url()}: ${error}`));
  }

  /** Takes the network away, or gives it back. Without it, the console complains for good reason. */
  async offline(isOffline) {
    if (isOffline) this.isOffline = true;
    await this.page.context().setOffline(isOffline);
    if (!isOffline) this.isOffline = false;
  }

  /** Looks at an address. */
  async go(path) {
    const answer = await this.page.goto(path);
    await this.check();
    return answer;
  }

  /** Does something that leads to another page, and looks at it. */
  async press(locator) {
    await Promise.all([this.page.waitForEvent("load"), locator.click()]);
    await this.check();
  }

  /** No violation, no complaint, nothing wider than the screen. */
  async check() {
    const at = `${new URL(this.page.url()).pathname} at ${this.width} px`;
    const violations = await this.violations();
    if (violations.length) throw new Error(`${at}:\n${violations.join("\n")}`);
    if (this.complaints.length) throw new Error(`${at}: the console says\n${this.complaints.join("\n")}`);
    const overflow = await this.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (overflow > 0) throw new Error(`${at}: ${overflow} px too wide`);
    await this.picture();
  }

  async violations() {
    await this.page.evaluate(axeSource);
    const results = await this.page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    return results.violations.map(({ id, help, nodes }) => `  ${id}: ${help}\n    ${nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join("\n    ")}`);
  }

  async picture() {
    if (!process.env.SCREENS) return;
    mkdirSync(process.env.SCREENS, { recursive: true });
    const name = new URL(this.page.url()).pathname.replaceAll("/", "_").slice(0, 60);
    const number = String(++this.pictures).padStart(3, "0");
    await this.page.screenshot({ path: join(process.env.SCREENS, `${this.width}-${this.name ?? "visitor"}-${number}${name}.png`), fullPage: true });
  }

  /** Signs in with the code that comes by mail. */
  async signIn(email) {
    this.name = email.split("@")[0];
    const before = this.site.mail.mails.length;
    await this.go("/connexion");
    await this.page.fill("[name=email]", email);
    await this.press(this.submit("/connexion"));
    const mail = await eventually(
      () => this.site.mail.mails.slice(before).find((mail) => mail.to.includes(email)),
      `a code for ${email}`,
    );
    await this.page.fill("[name=code]", codeIn(mail));
    await this.press(this.submit("/connexion/code"));
    return this;
  }

  /** The first button of the form that goes there. */
  submit(action, more = "") {
    return this.page.locator(`form[action="${action}"] button[type=submit]${more}`).first();
  }

  /** The text that a reader sees in the page's main part. */
  text() {
    return this.page.locator("main").innerText();
  }

  async leave() {
    await this.page.context().close();
  }
}
