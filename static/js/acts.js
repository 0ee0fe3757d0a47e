/* "." opens a list of what can be done on this page: type part of its name, press Enter.
   Every act is a link of the page already; the list only brings it within reach of the keys. */
(function () {
  "use strict";
  const dialog = document.getElementById("viec");
  if (!dialog) return;
  const box = dialog.querySelector("input");
  const list = dialog.querySelector("[role=listbox]");
  const none = dialog.querySelector("[data-none]");
  const opener = document.querySelector("[data-acts]");
  const pick = window.pickFrom(box, list);
  let acts = [];

  const fold = (text) =>
    text
      .toLowerCase()
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .replace(/đ/g, "d");

  const words = (element) => element.textContent.replace(/\s+/g, " ").trim();
  const named = (element) => {
    const title = element && document.getElementById(element.getAttribute("aria-labelledby"));
    return title ? words(title) : "";
  };

  function entry(name, place, go) {
    return { name, place, go, own: fold(name), key: fold(`${name} ${place}`) };
  }

  // A form of the page: the keys go to its first box.
  function forms() {
    return Array.from(document.querySelectorAll("main form[aria-labelledby]"))
      .map((form) => ({ form, box: form.querySelector("input:not([type=hidden]),select,textarea") }))
      .filter(({ form, box }) => box && named(form))
      .map(({ form, box }) => entry(named(form), "", () => box.focus()));
  }

  // Links of the page; those that lead below its own address come first. Marks on a map are SVG,
  // without an address of this kind.
  function links() {
    const here = location.pathname;
    const seen = new Set();
    return Array.from(document.querySelectorAll("main a[href]:not(.crumb a, svg a)"))
      .map((link) => ({ link, path: new URL(link.href).pathname }))
      .filter(({ link, path }) => path !== here && !seen.has(link.href) && seen.add(link.href))
      .sort((a, b) => b.path.startsWith(here) - a.path.startsWith(here))
      .map(({ link }) => {
        const section = link.closest("section[aria-labelledby]");
        return entry(words(link), named(section), () => link.click());
      });
  }

  const collect = () => forms().concat(links());

  function draw() {
    const asked = fold(box.value).split(/\s+/).filter(Boolean);
    const all = (text) => asked.every((word) => text.includes(word));
    // Those called so come before those that only stand in a section called so.
    const found = acts.filter(({ key }) => all(key)).sort((a, b) => all(b.own) - all(a.own));
    list.replaceChildren(
      ...found.map((act, n) => {
        const option = document.createElement("li");
        option.id = `viec-${n}`;
        option.setAttribute("role", "option");
        option.textContent = act.name;
        if (act.place) {
          const place = document.createElement("small");
          place.textContent = act.place;
          option.append(" ", place);
        }
        option.addEventListener("click", () => go(act));
        return option;
      })
    );
    none.hidden = found.length > 0;
    pick.mark(0);
  }

  function go(act) {
    dialog.close();
    act.go();
  }

  function open() {
    acts = collect();
    if (!acts.length) return;
    box.value = "";
    draw();
    dialog.showModal();
    box.focus();
  }

  box.addEventListener("input", draw);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
    if (event.key !== "." || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.documentElement.dataset.keys === "off") return;
    event.preventDefault();
    open();
  });
  if (opener && collect().length) {
    opener.hidden = false;
    opener.addEventListener("click", open);
  }
})();
