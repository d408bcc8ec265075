// How a draft sounds: the words marked behind the text, the reason below it, calmer words by one key. The server judges; typing never waits for it.
let ask, timer, drawn = { text: "", marks: [] };
const worst = new Map(); // the highest severity seen, per draft

const form = (text) => text.closest("[data-composer]");
const part = (text, name) => form(text)?.querySelector(`[data-tone-${name}]`);
const place = (text) => `${form(text).dataset.case}:${form(text).dataset.visibility}`;

export function start(call) { ask = call; }

// A box that was just drawn, or left to itself.
export function fresh(text) {
  drawn = { text: "", marks: [] };
  paint(text);
  tell(text, null);
  weigh(text);
}

export function typed(text) {
  shift(text.value);
  paint(text);
  part(text, "confirm")?.toggleAttribute("hidden", true);
  clearTimeout(timer);
  timer = setTimeout(() => weigh(text), 350);
}

export function scrolled(text) {
  const under = part(text, "under");
  if (under) under.scrollTop = text.scrollTop;
}

/** What the server keeps for the figures. */
export function trace(text, confirmed) { return { worst: worst.get(place(text)) ?? 0, confirmed }; }

export function sent(key) { worst.delete(key); }

export const key = place;

/** The server wants to hear that it is meant so. */
export function confirm(text) { part(text, "confirm")?.removeAttribute("hidden"); }

export function soften(text) {
  const button = part(text, "soften");
  const calmer = button?.hidden === false ? button.calmer : null;
  if (!calmer || button.of !== text.value) return false;
  put(text, calmer);
  tell(text, { why: button.dataset.done, judged: true });
  return true;
}

async function weigh(text) {
  if (!text.isConnected || !part(text, "why")) return;
  const { case: id, account, visibility } = form(text).dataset, value = text.value;
  if (value.trim().length < 3 || !account || visibility === "2") { drawn = { text: value, marks: [] }; paint(text); tell(text, null); return; }
  const hint = await ask("ToneAsync", id, account, Number(visibility), value);
  if (!text.isConnected || text.value !== value) return; // typed on meanwhile: the next question is under way
  drawn = { text: value, marks: hint?.marks ?? [] };
  paint(text);
  tell(text, hint, value);
  if (hint?.severity > (worst.get(place(text)) ?? 0)) worst.set(place(text), hint.severity);
}

function tell(text, hint, value) {
  const why = part(text, "why"), button = part(text, "soften"), box = part(text, "hint");
  if (!why) return;
  const words = hint?.why && (hint.judged || text.value.length > 24) ? hint.why : "";
  if (why.textContent !== words) why.textContent = words;
  box.dataset.kind = !words ? "" : hint.judged && hint.severity ? "warn" : "soft";
  button.hidden = !hint?.calmer;
  [button.calmer, button.of] = [hint?.calmer, value];
  if (!hint?.severity) part(text, "confirm").hidden = true;
  part(text, "reword")?.toggleAttribute("hidden", !(words && hint.severity));
}

// Marks before a change stay, those behind it move along, those it touches go.
function shift(now) {
  const before = drawn.text;
  let head = 0, tail = 0;
  const most = Math.min(before.length, now.length);
  while (head < most && before[head] === now[head]) head++;
  while (tail < most - head && before[before.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  const by = now.length - before.length;
  drawn = {
    text: now,
    marks: drawn.marks.flatMap((m) => m.start + m.length <= head ? [m] : m.start >= before.length - tail ? [{ ...m, start: m.start + by }] : []),
  };
}

function paint(text) {
  const under = part(text, "under");
  if (!under) return;
  const pieces = [];
  let at = 0;
  for (const m of drawn.marks) {
    pieces.push(drawn.text.slice(at, m.start));
    const mark = document.createElement("mark");
    mark.textContent = drawn.text.slice(m.start, m.start + m.length);
    pieces.push(mark);
    at = m.start + m.length;
  }
  if (pieces.length) pieces.push(drawn.text.slice(at), "\u200b"); // a last line break needs something behind it
  under.replaceChildren(...pieces);
  under.style.inlineSize = text.clientWidth + "px";
  scrolled(text);
}

// As if it were typed, so that Ctrl+Z takes it back.
export function put(text, value) {
  const before = text.value;
  let head = 0, tail = 0;
  const most = Math.min(before.length, value.length);
  while (head < most && before[head] === value[head]) head++;
  while (tail < most - head && before[before.length - 1 - tail] === value[value.length - 1 - tail]) tail++;
  text.focus();
  text.setSelectionRange(head, before.length - tail);
  const words = value.slice(head, value.length - tail);
  const done = words ? document.execCommand("insertText", false, words) : document.execCommand("delete");
  if (!done || text.value !== value) {
    text.value = value;
    text.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
}
