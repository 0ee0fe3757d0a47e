/* What the search box offers while one types. Without this the box is a plain form. */
(function () {
  "use strict";
  const box = document.getElementById("q0");
  const list = document.getElementById("goi-y");
  if (!box || !list) return;
  const status = document.getElementById("goi-y-tt");
  const pick = window.pickFrom(box, list);
  box.setAttribute("role", "combobox");

  function show(open) {
    list.hidden = !open;
    box.setAttribute("aria-expanded", String(open));
    if (!open) pick.mark(-1);
  }

  list.addEventListener("htmx:afterSwap", () => {
    const options = pick.options();
    show(options.length > 0 && document.activeElement === box);
    // What is called just so is opened by Enter; else Enter shows all that is found.
    pick.mark(options.length && options[0].hasAttribute("data-first") ? 0 : -1);
    status.textContent = options.length && !list.hidden ? status.dataset.said.replace("%(n)s", options.length) : "";
  });
  // A press on the list would take the focus off the box before it counts as a click.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
  box.addEventListener("blur", () => show(false));
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      show(false);
    } else if (event.key === "ArrowDown" && list.hidden && pick.options().length) show(true);
  });
  show(false);
})();
