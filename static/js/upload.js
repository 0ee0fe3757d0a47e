/* Photographs over a poor line: made smaller here, sent in pieces that go on where they stopped.
   Without this script the same form sends the chosen photograph in one go. */
(function () {
  "use strict";
  const PIECE = 96 * 1024;
  const LONGEST = 2000; // pixels of the longer side; enough to read a sign on the site
  const PATIENCE = 2000; // milliseconds before a broken piece is tried again
  const form = document.querySelector("form[data-pieces]");
  if (!form || !window.fetch || !window.createImageBitmap) return;
  const box = form.querySelector("input[type=file]");
  const state = form.querySelector("[data-state]");
  const said = state.querySelector("[role=status]");
  const bar = state.querySelector("progress");
  const token = form.querySelector("input[name=csrfmiddlewaretoken]").value;
  const words = form.dataset;
  box.multiple = true;

  const ask = (url, options) =>
    fetch(url, { ...options, headers: { "X-CSRFToken": token, ...(options.headers || {}) } });
  const pause = () =>
    new Promise((go) => {
      const timer = setTimeout(go, PATIENCE);
      window.addEventListener("online", () => (clearTimeout(timer), go()), { once: true });
    });

  // 1. Smaller, with the part of the file that tells its day and place (EXIF) put back untouched.
  //    The picture is drawn as it lies in the file, so that its note of how to turn it stays true.
  async function exifOf(file) {
    const head = new DataView(await file.slice(0, 256 * 1024).arrayBuffer());
    if (head.byteLength < 4 || head.getUint16(0) !== 0xffd8) return null;
    let at = 2;
    while (at + 4 <= head.byteLength && head.getUint8(at) === 0xff) {
      const end = at + 2 + head.getUint16(at + 2);
      if (head.getUint16(at) === 0xffda) return null;
      if (head.getUint16(at) === 0xffe1 && end <= head.byteLength) return file.slice(at, end);
      at = end;
    }
    return null;
  }
  async function smaller(file) {
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "none" });
      const share = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * share);
      canvas.height = Math.round(picture.height * share);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const drawn = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82));
      if (!drawn || drawn.size >= file.size) return file;
      const exif = await exifOf(file);
      return exif ? new Blob([drawn.slice(0, 2), exif, drawn.slice(2)]) : drawn;
    } catch (error) {
      return file; // no picture this browser knows: the server says what is wrong with it
    }
  }

  // 2. One file: announced, then piece by piece. What was begun is remembered by the file itself.
  const memory = (file, size) => `upload:${words.pieces}:${file.name}:${file.lastModified}:${size}`;
  async function begun(key) {
    const url = sessionStorage.getItem(key);
    if (!url) return null;
    const answer = await ask(url, { method: "HEAD" });
    if (answer.ok) return { url, offset: Number(answer.headers.get("Upload-Offset")) };
    sessionStorage.removeItem(key);
    return null;
  }
  async function announced(file, content, key) {
    const body = new URLSearchParams({ name: file.name, size: content.size });
    const answer = await ask(words.pieces, { method: "POST", body });
    const found = await answer.json();
    if (!answer.ok) throw new Refused(found.error);
    sessionStorage.setItem(key, found.url);
    return found;
  }
  class Refused extends Error {}

  // A line that breaks is waited for; an answer that refuses ends the file.
  async function lasting(attempt) {
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        if (error instanceof Refused) throw error;
        said.textContent = words.waiting;
        await pause();
      }
    }
  }
  async function send(file, number, all) {
    const content = await smaller(file);
    const key = memory(file, content.size);
    const name = words.sending.replace("{name}", `${file.name} (${number}/${all})`);
    let row = await lasting(async () => (await begun(key)) || announced(file, content, key));
    while (row.offset < content.size) {
      said.textContent = name;
      row = await lasting(async () => {
        const body = content.slice(row.offset, row.offset + PIECE);
        const headers = { "Upload-Offset": String(row.offset), "Content-Type": "application/octet-stream" };
        const answer = await ask(row.url, { method: "PATCH", body, headers });
        if (answer.status !== 204 && answer.status !== 409) throw new Refused(await told(answer));
        return { url: row.url, offset: Number(answer.headers.get("Upload-Offset")) };
      });
      bar.value = Math.round((100 * (number - 1 + row.offset / content.size)) / all);
    }
    const body = new URLSearchParams(new FormData(form));
    const answer = await lasting(() => ask(row.url, { method: "POST", body }));
    sessionStorage.removeItem(key);
    // 404 here: the piece that ended it arrived, its answer did not.
    if (!answer.ok && answer.status !== 404) throw new Refused(await told(answer));
  }
  async function told(answer) {
    try {
      return (await answer.json()).error;
    } catch (error) {
      return `${answer.status}`;
    }
  }

  form.addEventListener("submit", async (event) => {
    const files = Array.from(box.files);
    if (!files.length) return; // the server says what is missing
    event.preventDefault();
    state.hidden = false;
    form.querySelectorAll("button").forEach((button) => (button.disabled = true));
    const refused = [];
    for (const [at, file] of files.entries()) {
      try {
        await send(file, at + 1, files.length);
      } catch (error) {
        refused.push(`${file.name}: ${error.message}`);
      }
    }
    form.querySelectorAll("button").forEach((button) => (button.disabled = false));
    bar.value = 100;
    if (!refused.length) {
      said.textContent = words.done;
      location.assign(location.pathname);
    } else {
      box.value = "";
      said.textContent = refused.join(" ");
      said.parentElement.classList.add("bad");
    }
  });

  // 3. Where one stands, for photographs that do not tell it.
  const here = form.querySelector("[data-here]");
  if (here && navigator.geolocation) {
    here.hidden = false;
    here.addEventListener("click", () => {
      navigator.geolocation.getCurrentPosition((found) => {
        const { latitude, longitude } = found.coords;
        form.elements.place.value = `${latitude.toFixed(6)}, ${longitude.toFixed(6)}`;
      });
    });
  }
})();
