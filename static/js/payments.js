/* The entry grid: each box is saved when it is left, a block is pasted from a workbook, nothing
   typed is lost. Without it the Save button posts the whole grid. */
(function () {
  "use strict";
  const form = document.querySelector("form[data-grid]");
  if (!form || !form.querySelector("[data-c]")) return;
  const RETRY = [2000, 5000, 15000];
  const ALARM = document.getElementById("chua-luu");
  const state = { sending: false, again: false, failures: 0, timer: 0, asked: null, value: "" };
  const boxes = () => Array.from(form.querySelectorAll("input[data-c], .qa input"));
  const lineOf = (box) => box.name.split("-")[1];

  // What stands on record is each box's default value; a box that differs waits to be saved, but
  // one that was refused waits for another word.
  const differs = (box) => box.value !== box.defaultValue;
  const waits = (box) => differs(box) && box.dataset.refused !== box.value;
  // The box in hand may be half typed: it goes when it is left, or when that was asked for of what
  // still stands in it.
  const inHand = (box) =>
    box === document.activeElement && !(box === state.asked && box.value === state.value);

  form.querySelectorAll("[data-save]").forEach((button) => (button.hidden = true));
  form.querySelectorAll("[data-keys]").forEach((words) => (words.hidden = false));
  boxes().forEach((box) => {
    if (box.dataset.was !== undefined && box.dataset.was !== box.value) {
      // A refused box of a page that came back: it is shown as typed, on record it is otherwise.
      box.defaultValue = box.dataset.was;
      box.dataset.refused = box.value;
    }
  });

  function seenOf(row, chosen) {
    const seen = {};
    row.querySelectorAll("input[data-c]").forEach((box) => {
      if (!chosen || chosen.includes(box)) seen[box.dataset.c] = box.defaultValue;
    });
    return JSON.stringify(seen);
  }

  function bodyOf(chosen) {
    const body = new URLSearchParams();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    chosen.forEach((box) => {
      body.set(box.name, box.value);
      body.set(`cu-${lineOf(box)}`, seenOf(box.closest("tr"), chosen));
    });
    return body;
  }

  function say(box, words) {
    const said = document.getElementById(`tt-${lineOf(box)}`);
    if (said) said.textContent = words;
  }

  // One request at a time: what is typed meanwhile goes with the next one.
  function flush(withFocused) {
    if (withFocused) {
      state.asked = document.activeElement;
      state.value = state.asked.value;
    }
    if (state.sending) {
      state.again = true;
      return;
    }
    const chosen = boxes().filter((box) => waits(box) && !inHand(box));
    if (!chosen.length) return;
    window.clearTimeout(state.timer);
    const sent = new Map(chosen.map((box) => [box.name, box.value]));
    chosen.forEach((box) => say(box, `· ${form.dataset.saving}`));
    state.sending = true;
    window
      .fetch(form.action || location.href, {
        method: "POST",
        body: bodyOf(chosen),
        headers: { "X-Requested-With": "fetch" },
      })
      .then((answer) => answer.text())
      .then((text) => {
        const fresh = new DOMParser().parseFromString(text, "text/html");
        if (!fresh.querySelector("[data-grid-answer]")) throw new Error(fresh.title);
        saved(fresh, sent);
      })
      .catch((error) => failed(error, chosen))
      .finally(() => {
        state.sending = false;
        if (state.again) {
          state.again = false;
          flush(false);
        }
      });
  }

  function saved(fresh, sent) {
    state.failures = 0;
    ALARM.textContent = "";
    fresh.querySelectorAll("[data-fresh]").forEach((part) => {
      const here = document.getElementById(part.id);
      if (!here || here.innerHTML === part.innerHTML) return;
      // What is wrong with a box stays until that box is sent again.
      const wrong = here.matches(".box-e") && here.closest("td").querySelector("input");
      if (wrong && differs(wrong) && !sent.has(wrong.name)) return;
      // An answer somebody is typing is not taken away.
      if (here.contains(document.activeElement) && here.querySelector(".qa")) {
        if (differs(document.activeElement)) return;
      }
      here.innerHTML = part.innerHTML;
    });
    fresh.querySelectorAll("input[data-c]").forEach((box) => take(box, sent));
  }

  // A box takes what is on record, unless something else was typed into it meanwhile. What was
  // typed and not sent is still to be compared with what was seen when it was typed.
  function take(box, sent) {
    const here = form.elements[box.name];
    if (!here || (differs(here) && !sent.has(box.name))) return;
    const untouched = !sent.has(box.name) || here.value === sent.get(box.name);
    const wrong = box.getAttribute("aria-invalid") === "true";
    here.defaultValue = box.dataset.was;
    if (wrong) {
      here.setAttribute("aria-invalid", "true");
      here.dataset.refused = sent.get(box.name);
      return;
    }
    here.removeAttribute("aria-invalid");
    delete here.dataset.refused;
    if (untouched) here.value = box.dataset.was;
  }

  function failed(error, chosen) {
    chosen.forEach((box) => say(box, ""));
    const signedOut = error instanceof TypeError || !error.message ? "" : error.message;
    ALARM.textContent = signedOut ? form.dataset.signedOut : form.dataset.unsaved;
    const wait = RETRY[Math.min(state.failures, RETRY.length - 1)];
    state.failures += 1;
    state.timer = window.setTimeout(() => flush(true), wait);
  }

  // Typed again, the same word is another word.
  form.addEventListener("input", (event) => delete event.target.dataset.refused);
  form.addEventListener("focusout", (event) => {
    if (event.target.matches("input")) window.setTimeout(() => flush(false), 0);
  });
  window.addEventListener("online", () => flush(true));

  form.addEventListener("keydown", (event) => {
    const box = event.target;
    if (!box.matches("input[data-c], .qa input")) return;
    if (event.key === "Escape") {
      box.value = box.defaultValue;
      delete box.dataset.refused;
      box.removeAttribute("aria-invalid");
      const wrong = document.getElementById(`loi-${box.id}`);
      if (wrong) wrong.textContent = "";
    }
    // In the last row of a column there is no box below to go to: what was typed is saved here.
    if (event.key === "Enter") {
      event.preventDefault();
      flush(true);
    }
  });
  form.addEventListener("focusin", (event) => {
    if (event.target.matches("input[data-c]")) event.target.select();
  });
  form.addEventListener("click", (event) => {
    if (!event.target.closest("[data-answer]")) return;
    event.preventDefault();
    flush(true);
  });

  // A block of cells: rows by lines, columns by tabs, from the box in hand to the right and down.
  form.addEventListener("paste", (event) => {
    const start = event.target;
    const text = event.clipboardData ? event.clipboardData.getData("text/plain") : "";
    if (!start.matches("input[data-c]") || !/[\t\n]/.test(text.replace(/\r?\n$/, ""))) return;
    event.preventDefault();
    const rows = Array.from(form.querySelectorAll("tbody tr"));
    const columns = Array.from(start.closest("tr").querySelectorAll("input[data-c]")).map(
      (box) => box.dataset.c
    );
    const left = columns.indexOf(start.dataset.c);
    const top = rows.indexOf(start.closest("tr"));
    text
      .replace(/\r?\n$/, "")
      .split(/\r?\n/)
      .forEach((line, down) => {
        line.split("\t").forEach((value, right) => {
          const row = rows[top + down];
          const column = columns[left + right];
          const box = row && column && row.querySelector(`input[data-c='${column}']`);
          if (!box) return;
          box.value = value.trim();
          delete box.dataset.refused;
        });
      });
    flush(true);
  });

  // A whole post (the button of zeros) compares with what stands on record now.
  form.addEventListener("submit", () => {
    form.querySelectorAll("[data-seen]").forEach((hidden) => {
      hidden.value = seenOf(hidden.closest("tr"));
    });
  });
  window.addEventListener("beforeunload", (event) => {
    if (!form.dataset.leaving && boxes().some(waits)) event.preventDefault();
  });
  form.addEventListener("submit", () => (form.dataset.leaving = "1"));
  // Sending waits for boxes that are still on their way.
  const sending = document.getElementById("gui");
  if (sending) {
    sending.addEventListener("submit", (event) => {
      if (!state.sending && !boxes().some(waits)) return;
      event.preventDefault();
      flush(true);
      window.setTimeout(() => sending.requestSubmit(), 300);
    });
  }
})();
