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

  const fieldsOf = (form) => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
  const post = (address, body) => fetch(address, { method: "POST", body, credentials: "same-origin", signal: AbortSignal.timeout && AbortSignal.timeout(20000) });
  const parsed = (text) => { try { return JSON.parse(text) || {}; } catch { return {}; } };

  // Who is signed in. What somebody else left in this browser is not this person's.
  const me = document.body.dataset.me || "";
  const isShared = document.body.hasAttribute("data-shared");
  const isAnothers = (kept) => Boolean(kept.me && me && kept.me !== me);

  function tell(form, text, isWaiting = false) {
    let line = form.querySelector("[data-told]");
    if (!line) {
      line = document.createElement("p");
      line.className = "ml-told";
      line.setAttribute("role", "status");
      form.append(line);
    }
    if (line.dataset.told === "waiting" && !isWaiting) return;
    line.dataset.told = isWaiting ? "waiting" : "";
    if (line.textContent !== text) line.textContent = text;
  }

  // data-draft: what is typed stays on this device until it is sent. data-autosave: the server keeps it, too, a moment
  // after each pause; then `key` names the draft and `version` counts what the server kept of it.
  function draft(form) {
    const name = "minilabs:draft:" + form.dataset.draft;
    const { key, version } = form.elements;
    const address = form.dataset.autosave;
    // Signed in by card on a device that others use too: nothing stays on it.
    const keep = (kept) => isShared || store.set(name, JSON.stringify(kept));
    // Asked for an empty page, or another person's.
    const asked = new URLSearchParams(location.search);
    if (asked.has("vide") || isAnothers(parsed(store.get(name)))) store.drop(name);

    const fields = () => [...form.elements].filter((field) => field.name && !["hidden", "file", "submit"].includes(field.type));
    const isBox = (field) => field.type === "checkbox" || field.type === "radio";
    const values = () => {
      const typed = {};
      for (const field of fields()) {
        if (!isBox(field)) typed[field.name] = field.value;
        else typed[field.name] = (typed[field.name] || []).concat(field.checked ? field.value : []);
      }
      return typed;
    };
    const state = (isSaved, isFlying = false) => ({ me, key: key && key.value, version: version && version.value, isSaved, isFlying, values: values() });
    const isTouched = (field) => isBox(field) ? field.checked !== field.defaultChecked : field.tagName !== "SELECT" && field.value !== field.defaultValue;
    const fill = (typed, isAll) => {
      for (const field of fields()) {
        const value = typed[field.name];
        // On a slow phone one types before this script is there.
        if (isTouched(field)) continue;
        if (isBox(field)) {
          if (Array.isArray(value)) field.checked = value.includes(field.value);
        } else if (typeof value === "string" && (isAll || !field.value)) field.value = value;
        // What was chosen is not to be hidden.
        const fold = field.closest("details");
        if (fold && isTouched(field)) fold.open = true;
      }
    };

    // What this device kept and the page does not show becomes a draft of its own.
    const handOver = async (kept) => {
      const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value, key: kept.key, version: kept.version });
      for (const [field, value] of Object.entries(kept.values)) for (const one of [].concat(value)) body.append(field, one);
      try {
        if ((await post(address, body)).ok) tell(form, form.dataset.autosaveOther);
      } catch { /* the next page tries again */ }
    };
    const isEarly = fields().some(isTouched);
    const kept = parsed(store.get(name));
    if (kept.values && !form.querySelector('[role="alert"]')) {
      const isSame = kept.key === (key && key.value);
      const ahead = version ? version.value - kept.version : 0;
      if (!address) fill(kept.values, false);
      // The server has none, or not yet this one, which was typed last.
      else if (version.value === "0" || (!isSame && !kept.isSaved && !asked.has("brouillon"))) {
        fill(kept.values, true);
        [key.value, version.value] = [kept.key, kept.version];
      } else if (isSame && (ahead === 0 || (ahead === 1 && kept.isFlying))) fill(kept.values, true);
      else if (!kept.isSaved || kept.me !== me) handOver(kept);
    }

    let keeping, saving, isBusy = false, isAgain = false, isDirty = false;
    const keepNow = () => { clearTimeout(keeping); if (isDirty && !form.dataset.gone) keep(state(false, isBusy)); };
    const save = async () => {
      if (isBusy) { isAgain = true; return; }
      [isBusy, isAgain, isDirty] = [true, false, false];
      keep(state(false, true));
      try {
        const answer = await post(address, fieldsOf(form));
        if (!answer.ok) throw new Error(String(answer.status));
        const saved = await answer.json();
        [key.value, version.value] = [saved.key, saved.version];
        keep(state(!isDirty));
        tell(form, form.dataset.autosaved);
      } catch {
        keep(state(false));
        tell(form, isShared ? form.dataset.autosaveNot : form.dataset.autosaveHere);
      }
      isBusy = false;
      if (isAgain) saving = setTimeout(save, 2000);
    };
    const changed = () => {
      isDirty = true;
      clearTimeout(keeping);
      keeping = setTimeout(keepNow, 400);
      if (!address) return;
      clearTimeout(saving);
      saving = setTimeout(save, 2000);
    };
    form.addEventListener("input", changed);
    if (isEarly) changed();
    addEventListener("pagehide", keepNow);
    // Kept until the platform says that all went well: a session lost in between loses no word.
    form.addEventListener("submit", () => { keepNow(); clearTimeout(saving); isAgain = false; store.set("minilabs:sent", name); });
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
    // What was typed before is looked for, too.
    if (!region.children.length) timer = setTimeout(look, 700);
  }

  // data-later: without network, what was to be sent waits here and leaves by itself when the network is back. The same
  // key makes of two sendings one, so that a sending whose answer was lost is simply repeated.
  const PARCEL = "minilabs:parcel";
  const UNREACHED = [502, 503, 504];
  const hasArrived = (address) => new URL(address).pathname.endsWith("/recu");
  function later(form) {
    let isWaiting = false, isLeaving = false, timer;
    // Not `form.action`: a button may be named so.
    const action = form.getAttribute("action");
    const draft = "minilabs:draft:" + form.dataset.draft;
    const pack = () => isShared || store.set(PARCEL, JSON.stringify({ me, action, draft, fields: fieldsOf(form).toString() }));
    const leave = async () => {
      if (isLeaving || !form.isConnected) return;
      isLeaving = true;
      clearTimeout(timer);
      pack();
      try {
        const answer = await post(action, fieldsOf(form));
        if (UNREACHED.includes(answer.status)) throw new Error(String(answer.status));
        store.drop(PARCEL);
        if (hasArrived(answer.url)) { form.dataset.gone = "1"; store.drop(draft); }
        // To the receipt, or to sign in; what was not taken is sent as a page, which shows what is wrong.
        if (answer.redirected) location.assign(answer.url); else form.submit();
      } catch {
        [isWaiting, isLeaving] = [true, false];
        delete form.dataset.sent;
        for (const button of all('[aria-busy="true"]', form)) button.removeAttribute("aria-busy");
        tell(form, isShared ? form.dataset.laterShared : form.dataset.later, true);
        timer = setTimeout(leave, 15000);
      }
    };
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented || (event.submitter && event.submitter.name)) return;
      event.preventDefault();
      leave();
    });
    form.addEventListener("input", () => { if (isWaiting) pack(); });
    addEventListener("online", () => { if (isWaiting) leave(); });
  }
  // What was left waiting by a page that was closed.
  async function parcel() {
    const kept = parsed(store.get(PARCEL));
    if (!kept.fields || isAnothers(kept) || document.querySelector("form[data-later]")) return;
    try {
      const answer = await post(kept.action, new URLSearchParams(kept.fields));
      if (UNREACHED.includes(answer.status)) return;
      store.drop(PARCEL);
      if (hasArrived(answer.url)) store.drop(kept.draft);
      location.assign(answer.url);
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
    within("form[data-later]").forEach(later);
    within("[data-similar]").forEach(similar);
    within("form[data-forget]").forEach(forget);
    within("[data-max]").forEach(counter);
    within("[data-print]").forEach((button) => { button.hidden = false; button.addEventListener("click", () => print()); });
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
  addEventListener("online", parcel);
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
