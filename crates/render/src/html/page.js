// Opens the report at the words that a citation points to, and lights up all of them: a quotation may stand
// in several pieces. Escape, or the link above the reports, leads back to the citation.
"use strict";
(() => {
  const back = document.querySelector(".back");
  let from = null;
  const show = () => {
    for (const lit of document.querySelectorAll("[data-p].on, .cite.on")) lit.classList.remove("on");
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    const report = target && target.closest("details.report");
    if (!report) return;
    report.open = true;
    for (const piece of document.querySelectorAll("[data-p]")) {
      if (piece.dataset.p.split(" ").includes(id)) piece.classList.add("on");
    }
    for (const cite of document.querySelectorAll(".cite")) {
      if (cite.getAttribute("href") === "#" + id) cite.classList.add("on");
    }
    back.hidden = !from;
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  };
  const goBack = () => {
    if (!from) return false;
    const folded = from.closest("details.more");
    if (folded) folded.open = true;
    from.scrollIntoView({ block: "center" });
    from.focus({ preventScroll: true });
    from = null;
    back.hidden = true;
    return true;
  };
  addEventListener("hashchange", show);
  addEventListener("keydown", (event) => { if (event.key === "Escape") goBack(); });
  document.addEventListener("click", (event) => {
    const cite = event.target.closest("a.cite");
    if (cite && !cite.closest("details.report")) from = cite;
    // A second click on the same citation changes no hash.
    if (cite && cite.getAttribute("href") === location.hash) show();
    if (event.target === back && goBack()) event.preventDefault();
  });
  show();
})();
