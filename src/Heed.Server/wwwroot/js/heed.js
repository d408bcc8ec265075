// The frame's own script: time zone, menus, dialogs, and a quiet way back when the line to the server drops.
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const banner = $("line-down");
  let down = false;

  // Times are shown in the viewer's zone; the server learns it from a cookie. The first page of a new browser is read again once.
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
  const known = document.cookie.includes("heed.zone=" + encodeURIComponent(zone));
  if (!known) {
    const secure = location.protocol === "https:" ? ";secure" : "";
    document.cookie = `heed.zone=${encodeURIComponent(zone)};path=/;max-age=31536000;samesite=lax${secure}`;
    if (zone !== "UTC" && document.querySelector("time") && document.cookie.includes("heed.zone=")) {
      location.reload();
      return;
    }
  }

  // Menus open beside their button (anchor positioning is not everywhere yet).
  document.addEventListener("toggle", (e) => {
    if (e.newState !== "open" || !e.target.matches?.(".menu[popover]")) return;
    const button = document.querySelector(`[popovertarget="${e.target.id}"]`);
    if (!button) return;
    const b = button.getBoundingClientRect(), m = e.target.getBoundingClientRect(), edge = 8;
    const beside = b.left < 90 && b.width < 90 && innerWidth >= 768;
    const left = beside ? b.right + edge : Math.min(b.left, innerWidth - m.width - edge);
    const below = b.bottom + 4 + m.height <= innerHeight - edge;
    const top = beside ? Math.min(b.top, innerHeight - m.height - edge) : below ? b.bottom + 4 : b.top - m.height - 4;
    e.target.style.left = Math.max(edge, left) + "px";
    e.target.style.top = Math.max(edge, top) + "px";
    e.target.querySelector("button, a, input")?.focus();
  }, true);

  document.addEventListener("click", (e) => {
    const opens = e.target.closest?.("[data-opens]");
    if (opens) window.heed.open(opens.dataset.opens);
    const closes = e.target.closest?.("[data-closes]");
    if (closes) closes.closest("dialog, [popover]")?.[closes.closest("dialog") ? "close" : "hidePopover"]();
    if (e.target.matches?.("dialog.dialog")) e.target.close(); // a click on the backdrop
    const copies = e.target.closest?.("[data-copy]");
    if (copies) copy(copies);
    const item = e.target.closest?.(".menu button, .menu a");
    if (item && !item.closest("form")) item.closest("[popover]")?.hidePopover();
  });

  // A page that waits for something on the server looks again by itself.
  const lookAgain = () => {
    const wait = document.querySelector("[data-again]")?.dataset.again;
    if (wait) setTimeout(() => document.querySelector("[data-again]") && location.reload(), Number(wait)); // unless one has left it
  };
  lookAgain();

  const copy = async (button) => {
    const from = $(button.dataset.copy), says = button.querySelector("[aria-live]");
    try { await navigator.clipboard.writeText(from.textContent.trim()); } catch {
      getSelection().selectAllChildren(from); // plain http has no clipboard of its own
      if (!document.execCommand("copy")) return;
    }
    button.dataset.says ??= says.textContent;
    says.textContent = button.dataset.copied;
    setTimeout(() => { says.textContent = button.dataset.says; }, 2000);
  };

  // Which keys are heard where the reader stands: the others say what they need.
  const places = { any: "dialog", inbox: "[data-alive]", list: "[data-alive] a.case-row", case: "[data-alive] [data-composer]" };
  const tellKeys = (help) => {
    const keys = document.querySelector("[data-alive]")?.dataset.keys, lettersOff = keys === "off";
    for (const choice of help.querySelectorAll("[name=shortcuts]")) // only the inbox knows which is chosen
      keys ? choice.setAttribute("aria-pressed", choice.value === keys ? "true" : "false") : choice.removeAttribute("aria-pressed");
    for (const row of help.querySelectorAll("[data-place]")) {
      const away = !document.querySelector(places[row.dataset.place]), off = lettersOff && "letter" in row.dataset;
      row.classList.toggle("off", away || off);
      row.querySelector("[data-why=place]").hidden = !away;
      row.querySelector("[data-why=letters]").hidden = away || !off;
    }
  };

  window.heed = {
    open: (id) => {
      const d = $(id);
      if (!d || d.open) return;
      if (id === "help") tellKeys(d);
      d.showModal();
    },
    close: (id) => $(id)?.close(),
    isDown: () => down,
    onpop: null, // a screen that moves by itself takes back and forward here, before Blazor reads the whole page again
  };
  addEventListener("popstate", (e) => window.heed.onpop?.(e));

  // The line: Blazor tells us when it drops; the page stays readable and the draft stays in the browser.
  const rest = (ms) => new Promise((r) => setTimeout(r, ms));
  const comeBack = async () => {
    while (down) {
      await rest(700);
      if (!navigator.onLine) continue;
      try {
        if (await Blazor.reconnect()) { up(); return; }
        if (Blazor.resumeCircuit && await Blazor.resumeCircuit()) { up(); return; }
        location.reload(); // the server is there but knows us no more: it was restarted. The address holds the case, the browser the draft.
        return;
      } catch { /* still no line: try again */ }
    }
  };
  const up = () => { down = false; banner.hidden = true; document.dispatchEvent(new Event("heed:up")); };
  Blazor.start({
    circuit: {
      reconnectionHandler: {
        onConnectionDown: () => { if (!down) { down = true; banner.hidden = false; comeBack(); } },
        onConnectionUp: up,
      },
    },
  });

  Blazor.addEventListener("enhancedload", lookAgain); // a page that came without a new document

  // Something broke in the circuit itself: Blazor shows #blazor-error-ui; ours is quieter and offers the one thing that helps.
  window.addEventListener("unhandledrejection", (e) => {
    if (String(e.reason).includes("circuit")) $("line-error").hidden = false;
  });
})();
