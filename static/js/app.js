/* Progressive extras only: every control here also works as a plain link or form post. */
(function () {
  "use strict";
  const root = document.documentElement;
  const STEPS = { contrast: ["normal", "high", "max"], size: ["s", "m", "l", "xl"] };
  const prefers = (query) => window.matchMedia(query).matches;
  const all = (selector) => Array.from(document.querySelectorAll(selector));

  // What is in effect now: the reader's choice, else what the system asks for.
  function current(name) {
    if (root.dataset[name]) return root.dataset[name];
    if (name === "keys") return "on";
    if (name === "contrast") return prefers("(prefers-contrast:more)") ? "high" : "normal";
    if (name === "theme") return prefers("(prefers-color-scheme:dark)") ? "dark" : "light";
    return "m";
  }

  // 1. Display preferences: apply at once, then keep them in a cookie without leaving the page.
  function wanted(button) {
    const name = button.name;
    if (name === "theme") return current(name) === "dark" ? "light" : "dark";
    const step = { up: 1, down: -1 }[button.value];
    if (!step) return button.value;
    return STEPS[name][STEPS[name].indexOf(current(name)) + step];
  }

  function paint() {
    all("[data-prefs] button").forEach((button) => {
      const name = button.name;
      const value = current(name);
      if (name === "theme") button.setAttribute("aria-pressed", String(value === "dark"));
      else if (button.value === "up" || button.value === "down") {
        const end = button.value === "up" ? STEPS[name].length - 1 : 0;
        button.setAttribute("aria-disabled", String(STEPS[name].indexOf(value) === end));
      } else button.setAttribute("aria-pressed", String(value === button.value));
    });
  }

  function announce(name, value) {
    const status = document.getElementById("tuy-chon-tt");
    const speaker = document.querySelector(`[data-prefs] [data-say-${value}]`);
    if (status && speaker) status.textContent = speaker.getAttribute(`data-say-${value}`);
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    if (!form.matches("[data-prefs]") || !button) return;
    event.preventDefault();
    if (button.getAttribute("aria-disabled") === "true") return;
    const value = wanted(button);
    root.dataset[button.name] = value;
    paint();
    announce(button.name, value);
    const body = new FormData(form);
    body.set(button.name, value);
    fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "fetch" } }).catch(
      () => {}
    );
  });
  paint();

  // 2. "/" goes to the search box; Escape closes open menus.
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
    const search = document.getElementById("q0");
    const isOff = root.dataset.keys === "off";
    if (event.key === "/" && !isOff && !typing && search && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      search.focus();
    }
    if (event.key === "Escape") {
      all("details.mnav[open], details.menu[open]").forEach((menu) => {
        menu.open = false;
        menu.querySelector("summary").focus();
      });
    }
  });
  document.addEventListener("click", (event) => {
    all("details.mnav[open], details.menu[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  // 3. The box that ticks all boxes of its table.
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-all]")) return;
    const table = event.target.closest("table,[data-list]");
    table.querySelectorAll("input[type=checkbox]:not([data-all])").forEach((box) => {
      box.checked = event.target.checked;
    });
  });

  // 4. Entry grid: Enter and the up and down keys move within the column; the row in hand is marked.
  document.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (!cell.matches(".gridin input[data-c]")) return;
    if (!["Enter", "ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    const column = Array.from(
      cell.closest("table").querySelectorAll(`input[data-c='${cell.dataset.c}']`)
    );
    const back = event.key === "ArrowUp" || event.shiftKey;
    const next = column[column.indexOf(cell) + (back ? -1 : 1)];
    if (next) {
      next.focus();
      next.select();
    }
  });
  document.addEventListener("focusin", (event) => {
    if (!event.target.matches(".gridin input")) return;
    all(".gridin tr.on").forEach((row) => row.classList.remove("on"));
    event.target.closest("tr").classList.add("on");
  });

  // 5. After htmx put new results in place, say their number again to screen readers.
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.matches("[role=listbox]")) return;
    const status = document.getElementById("ket-qua-tt");
    const words = status && status.innerHTML;
    // Parts outside the list swap on their own: the number is said once.
    if (!words) return;
    status.textContent = "";
    window.requestAnimationFrame(() => {
      status.innerHTML = words;
    });
  });

  // The address of a list names only the conditions that are on.
  document.addEventListener("htmx:configRequest", (event) => {
    if (!event.target.matches("form.filters")) return;
    const sent = event.detail.formData;
    Array.from(sent.entries()).forEach(([name, value]) => {
      if (value === "") sent.delete(name);
    });
  });

  // 6. Drafts: what is typed is kept on the server three seconds after the last key, and when the
  // page is left. A form takes part by its signed key; sending it waits for a draft on its way.
  const watched = new WeakSet();
  function watch(key) {
    if (watched.has(key)) return;
    watched.add(key);
    const form = key.form;
    const said = form.querySelector("[data-draft-status]");
    const tell = (text) => {
      if (said && said.textContent !== text) said.textContent = text;
    };
    let timer = 0;
    let changed = false;
    let saving = null;

    function typed() {
      const body = new URLSearchParams();
      new FormData(form).forEach((value, name) => {
        if (!(value instanceof File)) body.append(name, value);
        else if (value.name) body.append("tep-da-chon", value.name);
      });
      return body;
    }
    function save() {
      window.clearTimeout(timer);
      if (!changed || saving) return;
      changed = false;
      saving = fetch(key.dataset.draft, {
        method: "POST",
        body: typed(),
        headers: { "X-Requested-With": "fetch" },
        keepalive: document.hidden,
        signal: AbortSignal.timeout(8000),
      })
        .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
        .then((answer) => tell(answer.text))
        .catch(() => {
          changed = true;
          tell(said ? said.dataset.failed : "");
        })
        .finally(() => {
          saving = null;
          if (changed) later(15000);
        });
    }
    function later(wait) {
      window.clearTimeout(timer);
      timer = window.setTimeout(save, wait);
    }
    ["input", "change"].forEach((name) =>
      form.addEventListener(name, () => {
        changed = true;
        later(3000);
      })
    );
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) save();
    });
    form.addEventListener("draft:keep", save);
    // Heard before htmx, which sends forms that stand in the place of a section.
    const sent = (event) => {
      const button = event.submitter;
      if (button && button.matches("[data-draft-save]")) {
        event.preventDefault();
        event.stopImmediatePropagation();
        changed = true;
        save();
      } else if (saving) {
        event.preventDefault();
        event.stopImmediatePropagation();
        saving.finally(() => form.requestSubmit(button));
      } else {
        // The post itself is kept; a draft that came after it would outlive the saved form.
        window.clearTimeout(timer);
        changed = false;
      }
    };
    form.addEventListener("submit", sent, true);
  }
  all("input[data-draft]").forEach(watch);
  document.addEventListener("htmx:load", (event) => {
    event.target.querySelectorAll("input[data-draft]").forEach(watch);
  });

  // 7. Parts of a form that are about some kinds only go while they are empty and another is chosen.
  all("select[data-picks=kind]").forEach((select) => {
    const parts = Array.from(select.form.querySelectorAll("[data-kinds]"));
    const filled = (part) =>
      Array.from(part.querySelectorAll("input,select,textarea")).some((box) => box.value.trim());
    function show() {
      parts.forEach((part) => {
        part.hidden = !part.dataset.kinds.split(" ").includes(select.value) && !filled(part);
      });
    }
    select.addEventListener("change", show);
    show();
  });

  // 8. When htmx cannot reach the server, keep the old figures and say so.
  document.addEventListener("htmx:sendError", () => {
    all("[data-offline]").forEach((note) => {
      note.hidden = false;
    });
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) {
      all("[data-offline]").forEach((note) => {
        note.hidden = true;
      });
    }
  });

  // 9. A link to a box ("what is still missing") puts the cursor into it.
  function enterBox() {
    const box = document.getElementById(location.hash.slice(1));
    if (box && box.matches("input,select,textarea")) box.focus();
  }
  window.addEventListener("hashchange", enterBox);
  enterBox();
})();
