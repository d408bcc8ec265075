// The inbox in the browser: opening, keys, endless list, draft and counting. The server decides; this keeps the hands quick.
let root, net, keys = true, stop, gaps, sticking = true, shownCase = null, oldHeight = 0, lastRow = null, scrolling = false;

const $ = (selector) => root?.querySelector(selector);
const rows = () => [...(root?.querySelectorAll("a.case-row") ?? [])];
const down = () => window.heed.isDown();
const call = (name, ...args) => down() ? Promise.resolve(null) : net.invokeMethodAsync(name, ...args);

export function start(element, dotnet, shortcuts) {
  stop?.abort();
  gaps?.disconnect();
  stop = new AbortController();
  [root, net, keys] = [element, dotnet, shortcuts];
  const on = (target, name, handler, more) => target.addEventListener(name, handler, { signal: stop.signal, ...more });

  on(root, "click", open);
  on(root, "focusin", rove);
  on(root, "input", typed);
  on(root, "submit", submit);
  on(root, "keydown", inside);
  on(document, "keydown", key);
  on(root, "scroll", scrolled, { capture: true, passive: true });
  on(document, "heed:up", () => call("AtAsync", ...place(location)));
  window.heed.onpop = (e) => {
    if (!root.isConnected || !location.pathname.startsWith("/inbox")) return;
    e.stopImmediatePropagation();
    call("AtAsync", ...place(location));
  };
  gaps = new IntersectionObserver(async (seen) => {
    const gap = seen.find((s) => s.isIntersecting);
    if (!gap || scrolling) return;
    scrolling = true;
    try { await call("ScrollAsync", Number(gap.target.dataset.gap)); } finally { scrolling = false; }
  }, { root: null, rootMargin: "500px 0px" });
  root.dataset.keys = keys ? "on" : "off"; // the help tells which are heard
  root.dataset.alive = ""; // from here on keys and clicks are heard
}

// The address says the view, the case and the search.
function place(at) {
  const number = /^\/inbox\/case\/(\d+)/.exec(at.pathname)?.[1];
  const query = new URLSearchParams(at.search);
  const slug = number ? query.get("view") : /^\/inbox\/([^/]+)/.exec(at.pathname)?.[1];
  return [slug ?? "", number ? Number(number) : null, query.get("q") ?? ""];
}

export function address(url) {
  if (location.pathname + location.search !== url) history.pushState(null, "", url);
}

function open(e) {
  const link = e.target.closest("a[data-number]");
  if (!link || e.button !== 0 || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
  e.preventDefault();
  if (down()) return;
  for (const row of rows()) row.toggleAttribute("aria-current", false); // seen at once, whatever the line; the server then says the same
  if (link.matches(".case-row")) link.setAttribute("aria-current", "true");
  address(link.getAttribute("href"));
  call("OpenAsync", Number(link.dataset.number));
}

// One tab stop in the list; the arrows and j, k move inside it.
function rove(e) {
  const row = e.target.closest("a.case-row");
  if (!row) { if (e.target !== document.body) lastRow = null; return; }
  for (const other of rows()) other.tabIndex = other === row ? 0 : -1;
  lastRow = { number: row.dataset.number, index: rows().indexOf(row) };
}

function move(step) {
  const all = rows();
  if (all.length === 0) return;
  const at = all.indexOf(document.activeElement);
  const from = at >= 0 ? at : all.findIndex((r) => r.hasAttribute("aria-current"));
  const next = all[Math.min(all.length - 1, Math.max(0, from + step))];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

// Called after every drawing by the server.
export function drawn() {
  if (!root?.isConnected) return;
  gaps.disconnect();
  for (const gap of root.querySelectorAll("[data-gap]")) gaps.observe(gap);

  const messages = $("[data-messages]");
  if (messages) {
    const fresh = messages.dataset.messages !== shownCase;
    if (fresh || sticking) messages.scrollTop = messages.scrollHeight;
    else if (messages.scrollTop < 60 && messages.scrollHeight > oldHeight) messages.scrollTop += messages.scrollHeight - oldHeight;
    if (fresh) sticking = true;
    oldHeight = messages.scrollHeight;
  }
  shownCase = messages?.dataset.messages ?? null;

  const text = $("#composer");
  if (text && !text.dataset.ready) {
    text.dataset.ready = "1";
    text.value = localStorage.getItem(draftKey(text)) ?? text.dataset.draft ?? "";
    grow(text);
    count(text);
    say(text, "");
  }

  // A refresh never loses the place of the hands.
  if (document.activeElement === document.body) {
    if (lastRow && rows().length && rows()[0].offsetParent) {
      (rows().find((r) => r.dataset.number === lastRow.number) ?? rows()[Math.min(lastRow.index, rows().length - 1)])?.focus({ preventScroll: true });
    } else if (lastRow) messages?.focus({ preventScroll: true });
  }
}

function scrolled(e) {
  if (!e.target.matches?.("[data-messages]")) return;
  sticking = e.target.scrollHeight - e.target.scrollTop - e.target.clientHeight < 80;
}

// The composer.
const form = (text) => text.closest("[data-composer]");
const draftKey = (text) => `heed.draft:${form(text).dataset.case}:${form(text).dataset.visibility}`;
let counting, keeping;

function typed(e) {
  if (e.target.id !== "composer") return;
  const text = e.target;
  try {
    if (text.value) localStorage.setItem(draftKey(text), text.value); else localStorage.removeItem(draftKey(text));
  } catch { /* storage is full or switched off: the server's copy remains */ }
  say(text, "");
  grow(text);
  clearTimeout(counting);
  clearTimeout(keeping);
  counting = setTimeout(() => count(text), 250);
  const { case: id, visibility } = form(text).dataset;
  keeping = setTimeout(() => call("KeepDraftAsync", id, Number(visibility), text.value), 1500);
}

async function count(text) {
  const { limit, account, visibility } = form(text).dataset;
  const shown = form(text).querySelector("[data-count]"), price = form(text).querySelector("[data-price]");
  if (!shown) return;
  if (!limit) { // a note may be as long as it likes: the count of the box before is not its own
    shown.textContent = price.textContent = "";
    shown.classList.remove("over");
    return;
  }
  const measure = text.value ? await call("Count", account, Number(visibility), text.value) : { length: 0, price: null };
  if (measure === null || !text.isConnected) return;
  const { length } = measure;
  price.textContent = measure.price ?? "";
  const left = Number(limit) - length;
  const near = left < Math.max(40, Number(limit) * 0.1);
  shown.textContent = left < 0 ? shown.dataset.over.replace("{0}", -left) : near || Number(limit) <= 500 ? shown.dataset.says.replace("{0}", left) : "";
  shown.classList.toggle("over", left < 0);
  text.setAttribute("aria-invalid", left < 0 ? "true" : "false");
}

function grow(text) {
  text.style.height = "auto";
  text.style.height = Math.min(text.scrollHeight + 2, Math.max(120, innerHeight * 0.34)) + "px";
}

function say(text, words) {
  const state = form(text).querySelector("[data-state]");
  if (state) state.textContent = words;
}

async function submit(e) {
  if (!e.target.matches("[data-composer]")) return;
  e.preventDefault();
  const text = $("#composer"), button = e.target.querySelector("[data-send]");
  if (!text || button.disabled) return;
  if (down()) { say(text, button.dataset.down); return; }
  clearTimeout(keeping);
  const { case: id, account, visibility } = e.target.dataset, place = draftKey(text), sent = text.value;
  button.disabled = true;
  try {
    const answer = await call("SendAsync", id, account ?? "", Number(visibility), sent);
    if (!answer) say(text, button.dataset.down);
    else if (!answer.done) say(text, answer.problem);
    else {
      localStorage.removeItem(place);
      if (text.isConnected && text.value === sent) { text.value = ""; grow(text); count(text); }
      sticking = true;
    }
  } catch {
    say(text, button.dataset.down);
  } finally {
    button.disabled = false;
  }
}

export function restore(id, visibility, words) {
  const place = `heed.draft:${id}:${visibility}`;
  const text = $("#composer");
  const here = text && draftKey(text) === place;
  const whole = [words, here ? text.value : localStorage.getItem(place)].filter(Boolean).join("\n");
  localStorage.setItem(place, whole);
  if (here) { text.value = whole; grow(text); count(text); text.focus(); }
}

export function compose() {
  requestAnimationFrame(() => {
    const text = $("#composer");
    if (text) { text.focus(); text.setSelectionRange(text.value.length, text.value.length); }
  });
}

// Keys.
function inside(e) {
  if (e.target.id === "composer") {
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) { e.preventDefault(); form(e.target).requestSubmit(); }
    else if (e.key === "Escape") { e.target.blur(); $("[data-messages]")?.focus(); }
  } else if (e.target.id === "search" && e.key === "Escape") {
    e.preventDefault(); // the browser would empty the field while its hits are still on the screen
    e.target.value = place(location)[2];
    if (rows().length) move(0); else e.target.blur();
  } else if (e.target.matches?.("a.case-row") && (e.key === "ArrowDown" || e.key === "ArrowUp")) {
    e.preventDefault();
    move(e.key === "ArrowDown" ? 1 : -1);
  } else if (e.target.matches?.("[role=tab]") && (e.key === "ArrowRight" || e.key === "ArrowLeft")) {
    const tabs = [...root.querySelectorAll("[role=tab]")];
    const next = tabs[(tabs.indexOf(e.target) + (e.key === "ArrowRight" ? 1 : tabs.length - 1)) % tabs.length];
    next.focus();
    next.click();
  }
}

function key(e) {
  if (!keys || !root.isConnected || e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return;
  const target = e.composedPath()[0];
  if (target.closest?.("input, textarea, select, [contenteditable], dialog[open]")) return;
  if (document.querySelector("dialog[open], [popover]:popover-open")) return;
  switch (e.key) {
    case "j": move(1); break;
    case "k": move(-1); break;
    case "/": $("#search")?.focus(); break;
    case "?": window.heed.open("help"); break;
    case "r": case "p": case "n": case "a": case "e": call("KeyAsync", e.key); break;
    default: return;
  }
  e.preventDefault();
}
