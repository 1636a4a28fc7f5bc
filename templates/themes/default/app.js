// Small comforts over pages that work without them. No dependency; nothing here is needed to use the platform.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const store = {
    get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* private window or full: typing still works */ } },
    drop: (key) => { try { localStorage.removeItem(key); } catch { /* nothing to drop */ } },
  };

  function say(text) {
    const region = document.querySelector("[data-live]");
    if (region && text) region.textContent = text;
  }

  // data-poll: replace the element by what the address answers, each second, until an answer no longer asks for it.
  function poll(element) {
    let pause = 1000;
    const again = async () => {
      if (!element.isConnected) return;
      if (document.hidden) { setTimeout(again, pause); return; }
      try {
        const answer = await fetch(element.dataset.poll, { headers: { Accept: "text/html" }, credentials: "same-origin" });
        if (!answer.ok) throw new Error(String(answer.status));
        const holder = document.createElement("template");
        holder.innerHTML = await answer.text();
        const next = holder.content.firstElementChild;
        // Signed out meanwhile: the answer is another page. Load this one again, which says so.
        if (answer.redirected || !next || !next.matches("[data-announce]")) { location.reload(); return; }
        const focused = element.contains(document.activeElement);
        element.replaceWith(next);
        if (focused) { next.tabIndex = -1; next.focus({ preventScroll: true }); }
        prepare(next);
        if (next.dataset.poll) poll(next); else say(next.dataset.announce);
      } catch {
        pause = Math.min(pause * 2, 30000);
        setTimeout(again, pause);
      }
    };
    setTimeout(again, pause);
  }

  // data-once: a second click does not send the form twice.
  function once(form) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) { event.preventDefault(); return; }
      form.dataset.sent = "1";
      const button = event.submitter;
      setTimeout(() => button && button.setAttribute("aria-busy", "true"));
    });
  }

  // data-draft: what is typed stays on this device until it is sent.
  function draft(form) {
    const key = "minilabs:draft:" + form.dataset.draft;
    // Asked for an empty page.
    if (new URLSearchParams(location.search).has("vide")) store.drop(key);
    const fields = () => [...form.elements].filter((field) => field.name && !["hidden", "file", "submit"].includes(field.type));
    const failed = form.querySelector('[role="alert"]');
    const kept = store.get(key);
    if (kept && !failed) {
      try {
        const values = JSON.parse(kept);
        for (const field of fields()) {
          if (field.type === "checkbox" || field.type === "radio") {
            if (Array.isArray(values[field.name])) field.checked = values[field.name].includes(field.value);
          } else if (typeof values[field.name] === "string" && !field.value) {
            field.value = values[field.name];
          }
        }
      } catch { store.drop(key); }
    }
    let timer;
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const values = {};
        for (const field of fields()) {
          if (field.type === "checkbox" || field.type === "radio") {
            values[field.name] = values[field.name] || [];
            if (field.checked) values[field.name].push(field.value);
          } else values[field.name] = field.value;
        }
        store.set(key, JSON.stringify(values));
      }, 400);
    });
    // Kept until the platform says that all went well: a session lost in between loses no word.
    form.addEventListener("submit", () => { clearTimeout(timer); store.set("minilabs:sent", key); });
  }

  const fieldsOf = (form) => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));

  function tell(form, text) {
    let line = form.querySelector("[data-told]");
    if (!line) {
      line = document.createElement("p");
      line.className = "ml-told";
      line.setAttribute("role", "status");
      line.dataset.told = "";
      form.append(line);
    }
    line.textContent = text;
  }

  // data-autosave: what is typed is kept by the server, too, a moment after each pause.
  function autosave(form) {
    let timer, busy = false, again = false;
    const save = async () => {
      if (busy) { again = true; return; }
      busy = true; again = false;
      try {
        const answer = await fetch(form.dataset.autosave, { method: "POST", body: fieldsOf(form), credentials: "same-origin" });
        if (!answer.ok) throw new Error(String(answer.status));
        const saved = await answer.json();
        form.elements.key.value = saved.key;
        form.elements.version.value = saved.version;
        tell(form, form.dataset.autosaved);
      } catch { tell(form, form.dataset.autosaveHere); }
      busy = false;
      if (again) { clearTimeout(timer); timer = setTimeout(save, 2000); }
    };
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 2000); });
    form.addEventListener("submit", () => clearTimeout(timer));
  }

  // data-similar: what others wrote already, shown while one types; never in the way.
  function similar(region) {
    const form = region.closest("form");
    const watched = region.dataset.similarOf.split(" ").map((name) => form.elements[name]);
    const differs = form.querySelector("[data-differs]");
    let timer, last = "", asked = 0;
    const look = async () => {
      const text = watched.map((field) => field.value).join(" ").slice(0, 400).trim();
      if (text === last || text.length < 8) return;
      last = text;
      const mine = ++asked;
      try {
        const answer = await fetch(region.dataset.similar + "?texte=" + encodeURIComponent(text), { credentials: "same-origin" });
        if (!answer.ok || mine !== asked) return;
        region.innerHTML = await answer.text();
        const found = region.querySelector("[data-differs-from]");
        if (found) { differs.hidden = false; form.elements.differs_from.value = found.dataset.differsFrom; }
      } catch { /* without it one sends all the same */ }
    };
    for (const field of watched) field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(look, 700); });
  }

  // data-later: without network, what was to be sent waits here and leaves by itself when the network is back.
  const PARCEL = "minilabs:parcel";
  async function isReachable() {
    try {
      return (await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(5000) })).ok;
    } catch { return false; }
  }
  function later(form) {
    let waiting = false;
    const leave = async () => {
      if (!(await isReachable())) return false;
      store.drop(PARCEL);
      form.submit();
      return true;
    };
    const retry = async () => { if (waiting && form.isConnected && !(await leave())) setTimeout(retry, 15000); };
    form.addEventListener("submit", async (event) => {
      if (event.defaultPrevented || (event.submitter && event.submitter.name)) return;
      event.preventDefault();
      store.set(PARCEL, JSON.stringify({ action: form.action, page: location.pathname, draft: form.dataset.draft, fields: fieldsOf(form).toString() }));
      if (await leave()) return;
      waiting = true;
      delete form.dataset.sent;
      for (const button of all('[aria-busy="true"]', form)) button.removeAttribute("aria-busy");
      tell(form, form.dataset.later);
      setTimeout(retry, 5000);
    });
    addEventListener("online", retry);
  }
  // What was left waiting by a page that was closed. The same key makes of two sendings one.
  async function parcel() {
    const kept = store.get(PARCEL);
    if (!kept || document.querySelector("form[data-later]") || !(await isReachable())) return;
    try {
      const { action, page, draft, fields } = JSON.parse(kept);
      const answer = await fetch(action, { method: "POST", body: new URLSearchParams(fields), credentials: "same-origin" });
      store.drop(PARCEL);
      const arrived = new URL(answer.url).pathname.endsWith("/recu");
      if (arrived) store.drop("minilabs:draft:" + draft);
      location.assign(arrived ? answer.url : page);
    } catch { /* the next page tries again */ }
  }

  // data-forget: who signs out leaves no draft on a shared computer.
  function forget(form) {
    form.addEventListener("submit", () => {
      try {
        for (const key of Object.keys(localStorage)) if (key.startsWith("minilabs:")) localStorage.removeItem(key);
      } catch { /* nothing kept */ }
    });
  }

  // data-max: how many characters are left, shown when it becomes useful.
  function counter(field) {
    const max = Number(field.dataset.max);
    const left = document.createElement("span");
    left.className = "ml-left";
    left.hidden = true;
    field.after(left);
    const show = () => {
      const rest = max - [...field.value].length;
      left.hidden = rest > max * 0.2;
      left.textContent = field.dataset.maxText.replace("#", String(rest));
    };
    field.addEventListener("input", show);
    show();
  }

  // data-picks: check all, and how many are checked.
  function picks(group) {
    const boxes = () => all('input[type="checkbox"]', group);
    const count = group.querySelector("[data-picks-count]");
    const show = () => { count.textContent = group.dataset.picks.replace("#", String(boxes().filter((box) => box.checked).length)); };
    group.querySelector("[data-check-all]").hidden = false;
    for (const button of all("[data-check]", group)) {
      button.addEventListener("click", () => {
        for (const box of boxes()) box.checked = button.dataset.check === "1";
        show();
      });
    }
    group.addEventListener("change", show);
    show();
  }

  function prepare(root) {
    const within = (selector) => (root.matches && root.matches(selector) ? [root] : []).concat(all(selector, root));
    within("form[data-once]").forEach(once);
    within("form[data-draft]").forEach(draft);
    within("form[data-autosave]").forEach(autosave);
    within("form[data-later]").forEach(later);
    within("[data-similar]").forEach(similar);
    within("form[data-forget]").forEach(forget);
    within("[data-max]").forEach(counter);
    within("[data-picks]").forEach(picks);
    if (matchMedia("(min-width: 60rem)").matches) within("details[data-open-wide]").forEach((details) => { details.open = true; });
  }

  const sent = store.get("minilabs:sent");
  if (sent && document.querySelector('[data-flash="success"]')) {
    store.drop(sent);
    store.drop("minilabs:sent");
  }
  prepare(document);
  parcel();
  all("[data-poll]").forEach(poll);
  const problem = document.querySelector("[data-focus]");
  if (problem) problem.focus();
  // Back button: a page from the browser's cache must accept a new submission.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const form of all("form[data-sent]")) delete form.dataset.sent;
    for (const button of all('[aria-busy="true"]')) button.removeAttribute("aria-busy");
  });
})();
