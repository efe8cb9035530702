// The block for other sites: the current month comes first and the others are closed; without this script all are open.
(function () {
  "use strict";
  document.addEventListener("DOMContentLoaded", function () {
    var box = document.querySelector("[data-embed]");
    if (!box) return;
    var now = new Date();
    var iso = now.getFullYear() + "-" + ("0" + (now.getMonth() + 1)).slice(-2);
    box.querySelectorAll("[data-embed-month]").forEach(function (month) {
      month.open = month.dataset.embedMonth === iso;
      if (!month.open) return;
      month.dataset.now = "";
      box.prepend(month);
    });
  });
})();
