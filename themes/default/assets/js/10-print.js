// «Друк» prints; closed details are opened on paper and closed again; the address and the day stand above the page.
(function () {
  "use strict";
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-print]")) window.print();
  });
  var MONTHS = ["січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня", "листопада", "грудня"];
  var opened = [];
  // A sheet of paper tells where it came from, with the filters chosen, and when.
  function source() {
    var place = document.querySelector(".print-address");
    if (!place) {
      place = document.createElement("p");
      place.className = "print-address";
      document.querySelector(".sheet").prepend(place);
    }
    var now = new Date();
    var address = /^http/.test(location.protocol) ? location.href.split("#")[0] : (document.querySelector("link[rel=canonical]") || {}).href;
    place.textContent = (address ? address + " · " : "") + "Надруковано " + now.getDate() + "\u00a0" + MONTHS[now.getMonth()] + " " + now.getFullYear() + "\u00a0року";
  }
  window.addEventListener("beforeprint", function () {
    source();
    opened = Array.from(document.querySelectorAll("main details:not([open])"));
    opened.forEach(function (details) { details.open = true; });
  });
  window.addEventListener("afterprint", function () {
    opened.forEach(function (details) { details.open = false; });
  });
})();
