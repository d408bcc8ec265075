// The inbox in the browser: opening, keys, endless list, draft and counting. The server decides; this keeps the hands quick.
import * as assist from "./assist.js";
import * as tone from "./tone.js";

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
  tone.start(call);
  assist.start(call);
  const on = (target, name, handler, more) => target.addEventListener(name, handler, { signal: stop.signal, ...more });

  on(root, "click", open);
  on(root, "focusin", rove);
  on(root, "input", typed);
  on(root, "submit", submit);
  on(root, "change", picked);
  on(root, "paste", pasted);
  on(root, "dragover", dragged);
  on(root, "dragleave", undragged);
  on(root, "drop", dropped);
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
  if (attach(e)) return;
  if (e.target.closest("[data-tone-soften]")) { tone.soften($("#composer")); return; }
  if (suggested(e.target)) return;
  const link = e.target.closest("a[data-number]");
  if (!link || e.button !== 0 || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
  e.preventDefault();
  if (down()) return;
  for (const row of rows()) row.toggleAttribute("aria-current", false); // seen at once, whatever the line; the server then says the same
  if (link.matches(".case-row")) link.setAttribute("aria-current", "true");
  address(link.getAttribute("href"));
  call("OpenAsync", Number(link.dataset.number));
}

// A wish to the language model, or what becomes of its suggestion. True: it was one of them.
function suggested(target) {
  const wish = target.closest("[data-assist]"), text = $("#composer");
  if (wish) assist.wish(text, wish);
  else if (target.closest("[data-suggestion-take]")) assist.take(text);
  else if (target.closest("[data-suggestion-drop]")) assist.drop(text);
  else return false;
  return true;
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
    tone.fresh(text);
  }

  // A refresh never loses the place of the hands.
  if (document.activeElement === document.body) {
    if (lastRow && rows().length && rows()[0].offsetParent) {
      (rows().find((r) => r.dataset.number === lastRow.number) ?? rows()[Math.min(lastRow.index, rows().length - 1)])?.focus({ preventScroll: true });
    } else if (lastRow) messages?.focus({ preventScroll: true });
  }
}

function scrolled(e) {
  if (e.target.id === "composer") { tone.scrolled(e.target); return; }
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
  tone.typed(text);
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

// Files. Bytes go by plain HTTP beside the line to the server, so that a long one never stops the typing.
const field = () => $("[data-composer]");
const waiting = (composer) => [...composer.querySelectorAll("[data-file]")];
const underWay = (composer) => composer.querySelector("[data-under-way]");

// The clip, or the cross of a file under way. True: it was one of them.
function attach(e) {
  const stopped = e.target.closest("[data-stops]");
  if (stopped) { stopped.closest("li").sending?.abort(); return true; }
  const clip = e.target.closest("[data-attach]");
  if (!clip) return false;
  if (clip.dataset.why) say(clip, clip.dataset.why);
  else form(clip).querySelector("[data-pick]").click();
  return true;
}

function picked(e) {
  if (!e.target.matches("[data-pick]")) return;
  bring(form(e.target), [...e.target.files]);
  e.target.value = "";
}

function pasted(e) {
  const files = [...(e.clipboardData?.files ?? [])];
  if (e.target.id !== "composer" || files.length === 0) return;
  e.preventDefault();
  bring(form(e.target), files);
}

// A file let fall anywhere on the conversation belongs to the box below it; beside it, the browser must not leave the page for it.
const carried = (e) => e.dataTransfer?.types.includes("Files");

function dragged(e) {
  if (!carried(e)) return;
  e.preventDefault();
  const over = e.target.closest(".thread-pane") && field()?.querySelector("[data-attach]:not([data-why])");
  e.dataTransfer.dropEffect = over ? "copy" : "none";
  field()?.classList.toggle("dropping", !!over);
}

function undragged(e) {
  if (!root.contains(e.relatedTarget)) field()?.classList.remove("dropping");
}

function dropped(e) {
  if (!carried(e)) return;
  e.preventDefault();
  field()?.classList.remove("dropping");
  if (e.target.closest(".thread-pane") && field()) bring(field(), [...e.dataTransfer.files]);
}

async function bring(composer, files) {
  const clip = composer.querySelector("[data-attach]");
  if (!clip || files.length === 0) return;
  if (clip.dataset.why) { say(clip, clip.dataset.why); return; }
  say(clip, "");
  for (const file of files) { // one after the other: the next is held against what has arrived
    const words = await bringOne(composer, file, clip);
    if (words) { if (composer.isConnected) say(clip, words); return; }
  }
}

// Null when the file has arrived or was stopped; else why not, in words.
async function bringOne(composer, file, clip) {
  const { case: id, account, visibility } = composer.dataset;
  const sorts = JSON.parse(composer.dataset.sorts || "[]");
  const sortOf = (type) => sorts.find((s) => s.types.length === 0 || s.types.includes(type));
  const sort = sortOf(file.type), others = waiting(composer);
  const why = (code) => call("FileProblem", code, account ?? "", Number(visibility), file.name, file.type).then((w) => w ?? clip.dataset.failed.replace("{0}", file.name));
  if (file.size === 0) return why("file-empty");
  if (file.type && !sort) return why("file-type");
  if (file.size > (sort ?? sorts[0])?.maxBytes) return why("file-too-large");
  if (sort && others.some((o) => sortOf(o.dataset.type) !== sort)) return why("files-mixed");
  if (sort && others.length >= sort.maxCount) return why("files-too-many");

  const name = file.name || "file", shown = chip(underWay(composer), name);
  const query = new URLSearchParams({ visibility: ["public", "private", "note"][visibility], name });
  if (account) query.set("account", account);
  const { status, body } = await post(`/api/v1/cases/${id}/attachments?${query}`, file, shown);
  if (status === 201) await call("FileBroughtAsync");
  shown?.remove();
  if (status === 201 || status === -1) return null;
  return body?.code ? why(body.code) : clip.dataset.failed.replace("{0}", name);
}

function chip(list, name) {
  if (!list) return null;
  const shown = document.createElement("li");
  shown.className = "file";
  const cut = Object.assign(document.createElement("span"), { className: "cut", textContent: name });
  const progress = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
  progress.setAttribute("aria-label", name);
  const off = Object.assign(document.createElement("button"), { type: "button", className: "file-off", textContent: "×" });
  off.dataset.stops = "";
  off.setAttribute("aria-label", list.dataset.stop.replace("{0}", name));
  shown.append(cut, progress, off);
  list.append(shown);
  return shown;
}

// Status -1: stopped; 0: no line. fetch() does not tell how far a body has gone.
function post(url, file, shown) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (e) => { if (e.lengthComputable && shown) shown.querySelector("progress").value = e.loaded / e.total; };
    request.onload = () => {
      let body = null;
      try { body = JSON.parse(request.responseText); } catch { /* no words came along */ }
      done({ status: request.status, body });
    };
    request.onerror = () => done({ status: 0 });
    request.onabort = () => done({ status: -1 });
    if (shown) shown.sending = request;
    request.send(file);
  });
}

async function submit(e) {
  if (!e.target.matches("[data-composer]")) return;
  e.preventDefault();
  const text = $("#composer"), button = e.target.querySelector("[data-send]");
  if (!text || button.disabled) return;
  if (down()) { say(text, button.dataset.down); return; }
  if (underWay(e.target)?.children.length) { say(text, e.target.querySelector("[data-attach]").dataset.wait); return; }
  clearTimeout(keeping);
  const { case: id, account, visibility } = e.target.dataset, place = draftKey(text), sent = text.value, weighed = tone.key(text);
  const how = tone.trace(text, !!e.submitter?.matches("[data-tone-confirm]"));
  button.disabled = true;
  try {
    const answer = await call("SendAsync", id, account ?? "", Number(visibility), sent, waiting(e.target).map((f) => f.dataset.file), how);
    if (!answer) say(text, button.dataset.down);
    else if (!answer.done) { say(text, answer.problem); if (answer.ask) tone.confirm(text); }
    else {
      localStorage.removeItem(place);
      tone.sent(weighed);
      assist.drop(text);
      if (text.isConnected && text.value === sent) { text.value = ""; grow(text); count(text); tone.fresh(text); }
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
  const there = here ? text.value : localStorage.getItem(place);
  const whole = there?.includes(words) ? there : [words, there].filter(Boolean).join("\n"); // what is in the box again is not put there twice
  localStorage.setItem(place, whole);
  if (here) { text.value = whole; grow(text); count(text); tone.fresh(text); text.focus(); }
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
    else if (e.altKey && !e.ctrlKey && e.code === "KeyS") { if (tone.soften(e.target)) e.preventDefault(); }
    else if (e.altKey && !e.ctrlKey && e.code === "KeyU") { if (assist.take(e.target)) e.preventDefault(); }
    else if (e.key === "Escape" && assist.drop(e.target)) e.preventDefault();
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
    case "t": $("#topic")?.focus(); break;
    case "r": case "p": case "n": case "a": case "e": call("KeyAsync", e.key); break;
    default: return;
  }
  e.preventDefault();
}
