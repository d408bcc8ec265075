// Passkeys on plain forms: a form with data-passkey ("get" or "create") asks its question at data-passkey-options,
// lets the browser's authenticator answer, and is then sent with the answer in its ….Credential field.

const usable = () =>
  window.isSecureContext && "PublicKeyCredential" in window && "parseRequestOptionsFromJSON" in PublicKeyCredential
  && !/^[\d.]+$|:/.test(location.hostname); // an address is no domain: authenticators refuse it

const field = (form, name) => form.querySelector(`[name$=".${name}"]`);

async function ask(form) {
  const response = await fetch(form.dataset.passkeyOptions, {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", "X-Heed-Form": form.querySelector('[name="__RequestVerificationToken"]').value },
    body: JSON.stringify({ name: field(form, "Name")?.value, email: field(form, "Email")?.value }),
  });
  if (!response.ok)
    throw new Error(`The server answered ${response.status}`);
  const options = await response.json();
  return form.dataset.passkey === "create"
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}

// In a form with two ways on, only the marked button means the passkey.
const meansPasskey = (form, button) => !form.querySelector("[data-passkey-button]") || button?.hasAttribute("data-passkey-button");

const isComplete = form => [...form.elements].every(e => e.type === "password" || e.type === "submit" || e.reportValidity?.() !== false);

document.addEventListener("submit", async event => {
  const form = event.target;
  if (!form.dataset?.passkey || !meansPasskey(form, event.submitter))
    return;
  event.preventDefault();
  const failed = form.querySelector("[data-passkey-failed]");
  if (failed)
    failed.hidden = true;
  if (!isComplete(form))
    return;
  event.submitter.disabled = true;
  try {
    const credential = await ask(form);
    field(form, "Credential").value = JSON.stringify(credential.toJSON());
    form.submit();
  } catch (error) {
    console.warn("passkey", error.name);
    if (failed)
      failed.hidden = false;
  } finally {
    event.submitter.disabled = false;
  }
}, { capture: true });

function tellWhenAbsent() {
  if (usable())
    return;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    (form.querySelector("[data-passkey-button]") ?? form.querySelector("[type=submit]")).disabled = true;
    form.querySelector("[data-passkey-absent]")?.removeAttribute("hidden");
  }
  // The way that works here is the one that stands out.
  for (const other of document.querySelectorAll("[data-passkey-else]"))
    other.classList.add("first");
}

tellWhenAbsent();
window.Blazor?.addEventListener("enhancedload", tellWhenAbsent);
