/* Editing in the place of a section of the project page. Without it the same links lead to pages. */
(function () {
  "use strict";
  const placeOf = (element) => element && element.closest && element.closest(".place");
  const isWholePage = (answer) => /^\s*<!doctype/i.test(answer.responseText);

  // 1. A whole page instead of a part (sign-in, an error, another page): go on as without htmx.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target, xhr, requestConfig } = event.detail;
    if (!placeOf(target) || !isWholePage(xhr)) return;
    event.detail.shouldSwap = false;
    const asked = new URL(requestConfig.path, location.href);
    const got = new URL(xhr.responseURL || asked, location.href);
    if (requestConfig.verb !== "post" || got.pathname !== asked.pathname) location.assign(got);
    else HTMLFormElement.prototype.submit.call(requestConfig.elt);
  });

  // 2. After an act the rest of the page is renewed, but never a form somebody is filling in.
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const place = placeOf(event.detail.target);
    if (place && place.querySelector(".here")) event.detail.shouldSwap = false;
  });

  // 3. The focus goes to what came: the form, its errors, or the heading of the section.
  document.addEventListener("htmx:afterSettle", (event) => {
    const place = placeOf(event.detail.target);
    if (!place || place !== event.detail.target || !event.detail.requestConfig) return;
    const found = place.querySelector("[autofocus]") || place.querySelector("h3, .bare a");
    const heading = found || document.querySelector("h1");
    if (!heading.matches("a, [tabindex]")) heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    place.scrollIntoView({ block: "nearest" });
    if (place.getBoundingClientRect().top < 0) place.scrollIntoView({ block: "start" });
  });

  // 4. Leaving a form in place keeps what was typed as a draft, which the form offers again.
  function leaving(here) {
    const said = document.getElementById("da-luu");
    here.querySelectorAll("form").forEach((form) => {
      form.dispatchEvent(new Event("draft:keep"));
      if (said && "typed" in form.dataset) said.textContent = said.dataset.kept;
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    const here = document.activeElement.closest(".here");
    const leave = here && here.querySelector("[data-leave]");
    if (!leave) return;
    event.preventDefault();
    leave.click();
  });
  document.addEventListener(
    "click",
    (event) => {
      if (event.target.closest(".here [data-leave]")) leaving(event.target.closest(".here"));
    },
    true
  );
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form) form.dataset.typed = "";
  });
})();

/* Forms with data-look: a changed box is looked at by the server and answered beside the box. */
(function () {
  "use strict";
  const WAIT = 300;
  const asked = new WeakMap();
  const waiting = new WeakMap();

  // Screen readers announce a region only if it was there before its words.
  function regionOf(box) {
    const id = `${box.id}_xem`;
    let region = document.getElementById(id);
    if (!region) {
      region = document.createElement("div");
      region.id = id;
      region.className = "looked";
      region.setAttribute("aria-live", "polite");
      box.closest(".f").append(region);
      const told = box.getAttribute("aria-describedby");
      box.setAttribute("aria-describedby", told ? `${told} ${id}` : id);
    }
    return region;
  }
  const isLooked = (box) =>
    box.form && box.form.matches("[data-look]") && box.id && box.type !== "file" && box.closest(".f");

  async function look(box) {
    const region = regionOf(box);
    const body = new URLSearchParams();
    new FormData(box.form).forEach((value, name) => {
      if (!(value instanceof File) && name !== "nhap") body.append(name, value);
    });
    body.append("xem-o", box.name);
    const before = asked.get(box);
    if (before) before.abort();
    const now = new AbortController();
    asked.set(box, now);
    try {
      const answer = await fetch(box.form.getAttribute("action") || location.href, {
        method: "POST",
        body,
        headers: { "X-Requested-With": "fetch" },
        signal: now.signal,
      });
      region.innerHTML = answer.ok && !answer.redirected ? (await answer.text()).trim() : "";
    } catch (error) {
      if (error.name !== "AbortError") region.textContent = "";
    }
  }

  document.addEventListener("focusin", (event) => {
    if (isLooked(event.target)) regionOf(event.target);
  });
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (!isLooked(box)) return;
    window.clearTimeout(waiting.get(box));
    waiting.set(box, window.setTimeout(look, WAIT, box));
  });
})();
