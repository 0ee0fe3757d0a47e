/* The map of projects: dragging, wheel and pinch. Without it the same links and buttons lead to pages. */
(function () {
  "use strict";
  const FRAME = "khung";
  const CLICK = 5;
  const STEP = 1.25;
  const WAIT = 350;
  const result = () => document.getElementById("ket-qua");
  const viewOf = (target) => target && target.closest && target.closest("[data-frame]");
  const frameOf = (view) => view.dataset.frame.split(",").map(Number);
  let asked = null;
  let waiting = 0;

  // 1. Another frame or another project: the part below the conditions is renewed in place.
  async function go(url, focus) {
    const old = result();
    if (asked) asked.abort();
    const now = (asked = new AbortController());
    old.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(url, { signal: now.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("ket-qua");
      if (!answer.ok || !fresh) return location.assign(url);
      history.replaceState(null, "", url);
      const legend = old.querySelector("[data-legend]");
      const next = fresh.querySelector("[data-legend]");
      if (legend && next) next.open = legend.open;
      old.replaceWith(document.adoptNode(fresh));
      if (window.htmx) window.htmx.process(fresh);
      keepFrame();
      rove();
      const found = focus && [...fresh.querySelectorAll(focus)].find((each) => each.getClientRects().length);
      if (found) found.focus({ preventScroll: focus !== "#da-chon" });
    } catch (error) {
      if (error.name === "AbortError") return;
      old.removeAttribute("aria-busy");
      old.querySelectorAll("[data-offline]").forEach((note) => (note.hidden = false));
      old.querySelectorAll("[data-frame]").forEach((view) => place(view, 0, 0, 1));
    }
  }
  // The form of conditions asks for the frame that is looked at.
  function keepFrame() {
    const form = document.getElementById("bo-loc");
    const frame = new URL(location.href).searchParams.get(FRAME);
    if (!form) return;
    let box = form.querySelector(`input[name="${FRAME}"]`);
    if (!frame) return box && box.remove();
    if (!box) {
      box = document.createElement("input");
      box.type = "hidden";
      box.name = FRAME;
      form.append(box);
    }
    box.value = frame;
  }
  const addressOf = (frame) => {
    const url = new URL(location.href);
    url.hash = "";
    url.searchParams.delete("trang");
    url.searchParams.set(FRAME, frame.map((side) => side.toFixed(5)).join(","));
    return url;
  };

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest(".mapbtns a, .m-mark");
    if (!link || !link.closest("[data-map]")) return;
    const url = new URL(link.getAttribute("href"), location.href);
    if (url.pathname !== location.pathname || url.search === location.search) return;
    event.preventDefault();
    const button = [...link.classList].find((name) => name.startsWith("m-"));
    go(url, url.hash || (link.closest(".mapbtns") ? `.mapbtns .${button}` : ".m-mark[tabindex='0']"));
  });

  // 2. What a mark says, for those who point at it or come to it with the keyboard.
  function say(event) {
    const mark = event.target.closest && event.target.closest(".m-mark");
    const bar = mark && mark.closest("[data-map]").querySelector("[data-say]");
    if (bar) bar.textContent = mark.getAttribute("aria-label");
  }
  document.addEventListener("pointerover", say);
  document.addEventListener("focusin", say);

  // One mark is a stop of the Tab key; arrows go to the nearest mark in their direction.
  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const marksOf = (drawing) => [...drawing.querySelectorAll("a.m-mark")];
  function rove() {
    document.querySelectorAll("[data-map] svg.m-map").forEach((drawing) => {
      const marks = marksOf(drawing);
      const first = marks.find((mark) => mark.classList.contains("on")) || marks[0];
      marks.forEach((mark) => mark.setAttribute("tabindex", mark === first ? "0" : "-1"));
    });
  }
  const middleOf = (mark) => {
    const box = mark.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  };
  function nextMark(from, [right, down]) {
    const [x, y] = middleOf(from);
    let best = null;
    let least = Infinity;
    for (const mark of marksOf(from.closest("svg"))) {
      const [atX, atY] = middleOf(mark);
      const ahead = (atX - x) * right + (atY - y) * down;
      const aside = Math.abs((atX - x) * down) + Math.abs((atY - y) * right);
      if (ahead > 1 && ahead + 2 * aside < least) [best, least] = [mark, ahead + 2 * aside];
    }
    return best;
  }
  document.addEventListener("keydown", (event) => {
    const way = WAYS[event.key];
    const mark = way && !event.altKey && !event.ctrlKey && !event.metaKey && event.target.closest("[data-map] a.m-mark");
    if (!mark) return;
    event.preventDefault();
    const next = nextMark(mark, way);
    if (!next) return;
    mark.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  });
  function begin() {
    rove();
    const legend = document.querySelector("[data-legend]");
    if (legend && window.matchMedia("(width < 48rem)").matches) legend.open = false;
  }
  begin();
  document.addEventListener("htmx:afterSwap", rove);

  // 3. Moving: the drawing follows the hand; the server draws the new frame when it rests.
  const fingers = new Map();
  let dragged = 0;
  // The click that ends a drag presses nothing.
  document.addEventListener(
    "click",
    (event) => viewOf(event.target) && event.timeStamp - dragged < WAIT && event.preventDefault(),
    { capture: true }
  );
  let hold = null;
  function place(view, x, y, scale) {
    const drawing = view && view.querySelector("svg.m-map");
    if (!drawing) return;
    drawing.style.transformOrigin = "0 0";
    drawing.style.transform = scale === 1 && !x && !y ? "" : `translate(${x}px,${y}px) scale(${scale})`;
  }
  function middle() {
    const all = [...fingers.values()];
    const x = all.reduce((sum, each) => sum + each.x, 0) / all.length;
    const y = all.reduce((sum, each) => sum + each.y, 0) / all.length;
    const apart = all.length > 1 ? Math.hypot(all[0].x - all[1].x, all[0].y - all[1].y) : 0;
    return { x, y, apart };
  }
  function grasp(view) {
    const from = middle();
    const kept = hold && hold.view === view ? hold : { x: 0, y: 0, scale: 1, moved: 0 };
    hold = { view, from, x: kept.x, y: kept.y, scale: kept.scale, start: { ...kept }, moved: kept.moved };
  }
  function scaled(state, at, by) {
    const box = state.view.getBoundingClientRect();
    const [px, py] = [at.x - box.left, at.y - box.top];
    state.x = px - (px - state.x) * by;
    state.y = py - (py - state.y) * by;
    state.scale *= by;
  }
  function rest(state) {
    const box = state.view.getBoundingClientRect();
    const [west, south, east, north] = frameOf(state.view);
    const wide = (east - west) / box.width / state.scale;
    const high = (north - south) / box.height / state.scale;
    const left = west - state.x * wide;
    const top = north + state.y * high;
    go(addressOf([left, top - box.height * high, left + box.width * wide, top]));
  }
  document.addEventListener("pointerdown", (event) => {
    const view = viewOf(event.target);
    if (!view || event.button) return;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    grasp(view);
  });
  document.addEventListener("pointermove", (event) => {
    if (!fingers.has(event.pointerId) || !hold) return;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const now = middle();
    Object.assign(hold, { x: hold.start.x, y: hold.start.y, scale: hold.start.scale });
    hold.x += now.x - hold.from.x;
    hold.y += now.y - hold.from.y;
    if (hold.from.apart) scaled(hold, now, now.apart / hold.from.apart);
    hold.moved = Math.max(hold.moved, Math.hypot(now.x - hold.from.x, now.y - hold.from.y));
    if (hold.moved > CLICK || hold.from.apart) place(hold.view, hold.x, hold.y, hold.scale);
  });
  function release(event) {
    if (!fingers.delete(event.pointerId) || !hold) return;
    if (fingers.size) return grasp(hold.view);
    const done = hold;
    hold = null;
    if (event.type === "pointercancel") return place(done.view, 0, 0, 1);
    if (done.moved <= CLICK && done.scale === 1) return;
    dragged = event.timeStamp;
    window.setTimeout(() => rest(done), 0);
  }
  document.addEventListener("pointerup", release);
  document.addEventListener("pointercancel", release);
  document.addEventListener("dragstart", (event) => {
    if (viewOf(event.target)) event.preventDefault();
  });

  // The wheel alone scrolls the page; with Ctrl, as a pinch on a touchpad sends it, it zooms.
  let wheel = null;
  document.addEventListener(
    "wheel",
    (event) => {
      const view = viewOf(event.target);
      if (!view || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      if (!wheel || wheel.view !== view) wheel = { view, x: 0, y: 0, scale: 1 };
      scaled(wheel, { x: event.clientX, y: event.clientY }, event.deltaY < 0 ? STEP : 1 / STEP);
      place(view, wheel.x, wheel.y, wheel.scale);
      window.clearTimeout(waiting);
      waiting = window.setTimeout(() => {
        const done = wheel;
        wheel = null;
        rest(done);
      }, WAIT);
    },
    { passive: false }
  );
})();
