// Escape and a click elsewhere close the menu of all pages; the current page is named in the menu.
(function () {
  "use strict";
  document.addEventListener("DOMContentLoaded", function () {
    var menu = document.querySelector(".menu-all");
    if (!menu) return;
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || !menu.open || !(menu.contains(event.target) || event.target === document.body)) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    document.addEventListener("click", function (event) {
      if (menu.open && !menu.contains(event.target)) menu.open = false;
    });
    document.querySelectorAll(".menu a").forEach(function (link) {
      if (link.href === location.href.split(/[?#]/)[0]) link.setAttribute("aria-current", "page");
    });
  });
})();
