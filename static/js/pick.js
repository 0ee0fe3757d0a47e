/* A list under a box, gone through with the arrow keys while the box keeps the focus. Used by the
   search box and by the list of acts. `option`: what stands in the list; Enter presses the marked. */
(function () {
  "use strict";
  window.pickFrom = function (box, list) {
    const options = () => Array.from(list.querySelectorAll("[role=option]"));
    let at = -1;

    function mark(place) {
      const all = options();
      at = all.length ? place : -1;
      all.forEach((option, n) => option.setAttribute("aria-selected", String(n === at)));
      if (all[at]) {
        box.setAttribute("aria-activedescendant", all[at].id);
        all[at].scrollIntoView({ block: "nearest" });
      } else box.removeAttribute("aria-activedescendant");
    }

    box.addEventListener("keydown", (event) => {
      const all = list.hidden ? [] : options();
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (!all.length) return;
        event.preventDefault();
        if (event.key === "ArrowDown") mark((at + 1) % all.length);
        else mark((at < 1 ? all.length : at) - 1);
      } else if (event.key === "Enter" && all[at]) {
        event.preventDefault();
        all[at].click();
      }
    });
    return { mark, options };
  };
})();
