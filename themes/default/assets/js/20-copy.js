// «Копіювати» puts a calendar's address on the clipboard; without permission it selects the address.
(function () {
  "use strict";
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy]");
    if (!button) return;
    var field = document.getElementById(button.dataset.copy);
    var say = function (words) {
      var status = button.nextElementSibling;
      if (!status || status.getAttribute("role") !== "status") {
        status = document.createElement("span");
        status.setAttribute("role", "status");
        status.className = "hint";
        button.after(status);
      }
      status.textContent = words;
    };
    var byHand = function () {
      field.focus();
      field.select();
      say(document.execCommand("copy") ? "Скопійовано" : "Адресу виділено: натисніть Ctrl+C");
    };
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(field.value).then(function () { say("Скопійовано"); }, byHand);
    } else byHand();
  });
})();
