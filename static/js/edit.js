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
    const found = place.querySelector("[autofocus]") || place.querySelector("h3");
    const heading = found || document.querySelector("h1");
    if (!heading.hasAttribute("tabindex")) heading.tabIndex = -1;
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
