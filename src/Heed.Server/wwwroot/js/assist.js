// What a language model suggests for the draft: shown below it, and in its place only when the writer takes it.
import { put } from "./tone.js";

let ask;

const form = (text) => text.closest("[data-composer]");
const box = (text) => text && form(text).querySelector("[data-suggestion]");

export function start(call) { ask = call; }

export async function wish(text, button) {
  const shown = box(text);
  if (!shown || shown.dataset.busy) return;
  shown.dataset.busy = "";
  show(shown, null, shown.dataset.asking);
  let answer = null;
  try {
    answer = await ask("SuggestAsync", form(text).dataset.case, button.dataset.assist, text.value);
  } catch { /* the line broke: said below */ }
  delete shown.dataset.busy;
  if (text.isConnected) show(shown, answer?.text ?? null, answer?.note ?? shown.dataset.failed);
}

// True: there was one to take.
export function take(text) {
  const shown = box(text), words = shown?.hidden === false ? shown.words : null;
  if (!words) return false;
  show(shown, null, null);
  put(text, words);
  return true;
}

// True: there was one to leave.
export function drop(text) {
  const shown = box(text);
  if (!shown || shown.hidden || "busy" in shown.dataset) return false;
  show(shown, null, null);
  text.focus();
  return true;
}

function show(shown, words, note) {
  shown.words = words;
  shown.hidden = !note;
  shown.querySelector("[data-suggested]").textContent = words ?? "";
  shown.querySelector("[data-suggested-note]").textContent = note ?? "";
  shown.querySelector("[data-suggestion-take]").hidden = !words;
  shown.querySelector("[data-suggestion-drop]").hidden = "busy" in shown.dataset;
}
