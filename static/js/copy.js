/* "Copy as a table": the whole list on the clipboard, for Word as a table, for Excel as cells.
   Without a clipboard, or without this file, the link opens a page that holds nothing but the table. */
(function () {
  "use strict";
  const escape = (text) =>
    text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  // Excel keeps as text what this says is text: codes with zeros, numbers of documents, "=…".
  const TEXT = " style='mso-number-format:\"\\@\"'";

  function cell(each, tag) {
    const right = each.align === "right";
    const look = right ? " align=\"right\"" : TEXT;
    return `<${tag}${look}>${escape(each.textContent)}</${tag}>`;
  }

  function both(page) {
    const rows = Array.from(page.querySelector("table").rows, (row) => Array.from(row.cells));
    const said = Array.from(page.querySelectorAll("main > p"), (line) => line.textContent).join(" ");
    const drawn = rows.map((cells, n) => {
      const inside = cells.map((each) => cell(each, n ? "td" : "th")).join("");
      return `<tr>${inside}</tr>`;
    });
    const plain = rows.map((cells) => cells.map((each) => each.textContent).join("\t"));
    return {
      html:
        '<meta charset="utf-8"><table border="1" cellspacing="0" cellpadding="4">' +
        `${drawn.join("")}</table><p>${escape(said)}</p>`,
      text: `${plain.join("\r\n")}\r\n${said}\r\n`,
    };
  }

  async function read(url) {
    const answer = await fetch(url, { headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok) throw new Error(answer.status);
    return both(new DOMParser().parseFromString(await answer.text(), "text/html"));
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-copy-table]");
    if (!link || !window.ClipboardItem || !navigator.clipboard) return;
    event.preventDefault();
    const said = document.getElementById(link.dataset.copyTable);
    const made = read(link.href);
    const part = (name, type) => made.then((found) => new Blob([found[name]], { type }));
    const item = new ClipboardItem({
      "text/html": part("html", "text/html"),
      "text/plain": part("text", "text/plain"),
    });
    navigator.clipboard
      .write([item])
      .then(() => {
        said.textContent = said.dataset.done;
      })
      .catch(() => {
        said.textContent = said.dataset.failed;
        window.location.assign(link.href);
      });
  });
})();
