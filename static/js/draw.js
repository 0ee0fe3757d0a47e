/* Drawing a boundary, or a point, into the box of the form beneath. The box can be typed instead. */
(function () {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const CLICK = 5;
  const NEAR = 12;
  const tool = document.querySelector("[data-draw]");
  const table = document.querySelector("textarea[data-points]");
  const single = document.querySelector("input[data-point]");
  const box = table || single;
  if (!tool || !box || !window.fetch) return;
  const said = tool.querySelector("[data-said]");
  const ground = tool.querySelector("[data-ground]");
  const meridian = box.form.querySelector('select[name="meridian"]');
  let frame = null;
  let corners = [];
  let closed = false;
  let hold = null;

  // 1. The box and the drawing are one: what is drawn is written, what is typed is drawn.
  const inMetres = () => table && meridian.value !== "wgs84" && table.value.trim() !== "";
  function read() {
    if (single) {
      const found = single.value.match(/^\s*(\d+\.\d+)\s*,\s*(\d+\.\d+)\s*$/);
      corners = found ? [[Number(found[2]), Number(found[1])]] : [];
    } else if (inMetres()) {
      corners = [];
    } else {
      const rows = table.value.split("\n").map((line) => line.trim().split(/[\s;|]+/).slice(-2).map(Number));
      corners = rows.filter((row) => row.length === 2 && row.every(Number.isFinite) && row[0] > 90);
    }
    closed = corners.length > 2;
    draw();
  }
  function write() {
    if (single) {
      const [point] = corners;
      single.value = point ? `${point[1].toFixed(6)}, ${point[0].toFixed(6)}` : "";
      if (meridian) meridian.value = "";
    } else {
      meridian.value = "wgs84";
      table.value = corners.map((each, at) => `${at + 1} ${each[0].toFixed(7)} ${each[1].toFixed(7)}`).join("\n");
    }
    draw();
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // 2. The drawing over the ground, in the units of the ground.
  const svg = () => ground.querySelector("svg");
  function size() {
    const view = svg().viewBox.baseVal;
    return [view.width, view.height];
  }
  function toUnits([longitude, latitude]) {
    const [wide, high] = size();
    return [
      ((longitude - frame[0]) / (frame[2] - frame[0])) * wide,
      ((frame[3] - latitude) / (frame[3] - frame[1])) * high,
    ];
  }
  function toDegrees(event) {
    const at = svg().getBoundingClientRect();
    return [
      frame[0] + ((event.clientX - at.left) / at.width) * (frame[2] - frame[0]),
      frame[3] - ((event.clientY - at.top) / at.height) * (frame[3] - frame[1]),
    ];
  }
  function shape(name, values) {
    const made = document.createElementNS(SVG, name);
    Object.entries(values).forEach(([key, value]) => made.setAttribute(key, value));
    return made;
  }
  function draw() {
    if (!svg()) return;
    const old = svg().querySelector(".m-layer");
    if (old) old.remove();
    const layer = shape("g", { class: "m-layer" });
    const units = corners.map(toUnits);
    const points = units.map((each) => each.map((n) => n.toFixed(1)).join(",")).join(" ");
    if (units.length > 1) layer.append(shape(closed ? "polygon" : "polyline", { points, class: closed ? "m-draft" : "m-draft open" }));
    units.forEach(([x, y], at) => layer.append(shape("circle", { cx: x, cy: y, r: at ? 6 : 8, class: "m-corner" })));
    svg().append(layer);
    said.textContent = inMetres() ? said.dataset.metres : closed && table ? said.dataset.closed : said.dataset.begin;
  }

  // 3. The ground comes from the portal, in the frame asked for.
  async function look(wanted) {
    const url = new URL(tool.dataset.draw, location.href);
    if (wanted) url.searchParams.set("khung", wanted.map((side) => side.toFixed(6)).join(","));
    const answer = await fetch(url);
    if (!answer.ok) return;
    ground.innerHTML = await answer.text();
    frame = ground.querySelector("[data-canvas]").dataset.canvas.split(",").map(Number);
    tool.hidden = false;
    draw();
  }
  function moved(key) {
    const [wide, high] = [frame[2] - frame[0], frame[3] - frame[1]];
    const by = { nearer: 0.5, farther: 2 }[key] || 1;
    const x = (frame[0] + frame[2]) / 2 + ({ west: -0.4, east: 0.4 }[key] || 0) * wide;
    const y = (frame[1] + frame[3]) / 2 + ({ south: -0.4, north: 0.4 }[key] || 0) * high;
    return [x - (wide * by) / 2, y - (high * by) / 2, x + (wide * by) / 2, y + (high * by) / 2];
  }

  // 4. The hand: press to add, drag a corner to move it, drag the ground to move the map.
  function cornerAt(event) {
    const at = svg().getBoundingClientRect();
    const scale = at.width / size()[0];
    return corners.findIndex((each) => {
      const [x, y] = toUnits(each);
      return Math.hypot(x * scale + at.left - event.clientX, y * scale + at.top - event.clientY) < NEAR;
    });
  }
  ground.addEventListener("pointerdown", (event) => {
    if (event.button || !frame || inMetres()) return;
    hold = { corner: cornerAt(event), x: event.clientX, y: event.clientY, frame: [...frame], moved: false };
    ground.setPointerCapture(event.pointerId);
  });
  ground.addEventListener("pointermove", (event) => {
    if (!hold) return;
    hold.moved = hold.moved || Math.hypot(event.clientX - hold.x, event.clientY - hold.y) > CLICK;
    if (!hold.moved || hold.corner < 0) return;
    corners[hold.corner] = toDegrees(event);
    draw();
  });
  ground.addEventListener("pointerup", (event) => {
    const done = hold;
    hold = null;
    if (!done) return;
    if (done.moved && done.corner >= 0) return write();
    if (done.moved) {
      const at = svg().getBoundingClientRect();
      const x = ((done.x - event.clientX) / at.width) * (frame[2] - frame[0]);
      const y = ((event.clientY - done.y) / at.height) * (frame[3] - frame[1]);
      return look([frame[0] + x, frame[1] + y, frame[2] + x, frame[3] + y]);
    }
    if (done.corner === 0 && corners.length > 2) closed = true;
    else if (single) corners = [toDegrees(event)];
    else if (!closed && done.corner < 0) corners.push(toDegrees(event));
    write();
  });
  ground.addEventListener("pointercancel", () => (hold = null));
  tool.querySelector("[data-undo]").addEventListener("click", () => {
    if (inMetres()) return;
    if (closed && table) closed = false;
    corners.pop();
    write();
  });
  tool.querySelector("[data-clear]").addEventListener("click", () => {
    corners = [];
    closed = false;
    write();
  });
  tool.querySelectorAll("[data-move]").forEach((button) =>
    button.addEventListener("click", () => look(moved(button.dataset.move)))
  );
  box.addEventListener("input", (event) => event.isTrusted && read());
  if (meridian) meridian.addEventListener("change", (event) => event.isTrusted && read());
  look(null).then(read);
})();
