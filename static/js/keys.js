/* Keys: /phim-tat/ lists them. Those without Ctrl can be switched off (WCAG 2.1.4). */
(function () {
  "use strict";
  const isTyping = (box) =>
    box.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(box.tagName);

  function edit(from) {
    const row = from.closest("main tr");
    const place = from.closest(".place");
    const near =
      (row && row.querySelector("td:last-child a")) ||
      (place && !place.querySelector(".here") && place.querySelector("header a, .bare a")) ||
      document.querySelector("#dau-trang .acts a");
    if (near) near.click();
    return Boolean(near);
  }

  function nextGroup(step) {
    const groups = Array.from(document.querySelectorAll(".pgroup"));
    if (!groups.length) return false;
    const edge = document.getElementById("cac-nhom").getBoundingClientRect().bottom + 32;
    const above = groups.filter((group) => group.getBoundingClientRect().top <= edge).length;
    const group = groups[Math.min(Math.max(above - 1 + step, 0), groups.length - 1)];
    group.scrollIntoView({ block: "start" });
    group.querySelector("h2").focus({ preventScroll: true });
    return true;
  }

  document.addEventListener("keydown", (event) => {
    const at = document.activeElement;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && at.form) {
      const button = at.form.querySelector("button.pri, button.danger, button:not([type=button])");
      event.preventDefault();
      at.form.requestSubmit(button);
      return;
    }
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.documentElement.dataset.keys === "off" || isTyping(at)) return;
    if (document.querySelector("dialog[open]")) return;
    const help = document.querySelector("a[data-shortcuts]");
    const acts = {
      e: () => edit(at),
      n: () => nextGroup(1),
      N: () => nextGroup(-1),
      "?": () => help && location.assign(help.href),
    };
    if (event.key in acts && acts[event.key]() !== false) event.preventDefault();
  });
})();
