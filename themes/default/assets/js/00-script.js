// Marks that scripts run, before anything is drawn: style sheets then show what needs them.
document.documentElement.classList.add("script");
// The window hears of this after the document, so every script has put its part in place by then (see 02-page.css).
window.addEventListener("DOMContentLoaded", function () { document.documentElement.classList.add("ready"); });
