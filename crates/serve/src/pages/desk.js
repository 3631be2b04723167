// Comfort alone: every page does without it. "/" leads to the first search field; who comes back from a report finds the
// focus on the link that led there.
"use strict";
(() => {
  const key = "at " + location.pathname;
  addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const field = document.querySelector("input[type=search]");
    if (!field) return;
    event.preventDefault();
    field.focus();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("main a[href]");
    if (!link) return;
    const same = [...document.querySelectorAll("main a[href]")].indexOf(link);
    try { sessionStorage.setItem(key, String(same)); } catch { /* not allowed: no focus is kept */ }
  });
  addEventListener("pageshow", () => {
    const at = document.getElementById("at");
    if (location.hash === "#at" && at) { at.focus({ preventScroll: true }); return; }
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target) { unfold(target); return; }
    const [navigation] = performance.getEntriesByType("navigation");
    if (!navigation || navigation.type !== "back_forward") return;
    let same = null;
    try { same = sessionStorage.getItem(key); } catch { /* as above */ }
    const link = same === null ? null : document.querySelectorAll("main a[href]")[Number(same)];
    if (link) { unfold(link); link.focus(); }
  });
  // A row that a link leads to may stand in a folded list.
  const unfold = (element) => {
    let folded = element.closest("details:not([open])");
    if (!folded) return;
    while (folded) { folded.open = true; folded = folded.parentElement.closest("details:not([open])"); }
    element.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target) unfold(target);
  });
})();
