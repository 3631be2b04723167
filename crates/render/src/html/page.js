// Opens the report at the words that a citation points to, and lights up all of them: a quotation may stand
// in several pieces.
"use strict";
(() => {
  const show = () => {
    for (const lit of document.querySelectorAll("[data-p].on, .cite.on")) lit.classList.remove("on");
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target) return;
    const report = target.closest("details.report");
    if (!report) return;
    report.open = true;
    for (const piece of document.querySelectorAll("[data-p]")) {
      if (piece.dataset.p.split(" ").includes(id)) piece.classList.add("on");
    }
    for (const cite of document.querySelectorAll(".cite")) {
      if (cite.getAttribute("href") === "#" + id) cite.classList.add("on");
    }
    target.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", show);
  // A second click on the same citation changes no hash.
  document.addEventListener("click", (event) => {
    const cite = event.target.closest("a.cite");
    if (cite && cite.getAttribute("href") === location.hash) show();
  });
  show();
})();
