// Filters of a list: the state is the address' query, so that it can be sent, printed and gone back to.
// A row says what it is in data-facets: words such as `person:tkachuk-i-m section:2 month:03`.
(function () {
  "use strict";
  // One answer has a calendar of its own; of several together there is none, and the note says so.
  function calendar(note, option) {
    var one = note.querySelector("[data-calendar-one]"), all = note.querySelector("[data-calendar-all]");
    if (!one || !all) return;
    one.hidden = !option;
    all.hidden = Boolean(option);
    if (!option) return;
    one.querySelector("[data-calendar-name]").textContent = option.textContent;
    one.querySelector("a[data-calendar-page]").href = option.dataset.calendarPage;
    one.querySelector("a[data-calendar-file]").href = option.dataset.calendar;
  }
  // A list in parts: every link keeps the choice and tells how many rows await there: of one answer their number, of
  // several at most the least of theirs. Returns the first link to a further part that may have some.
  function tellParts(parts, options, count, query) {
    var next = null, isLater = false;
    parts.querySelectorAll("li > *").forEach(function (link, part) {
      var most = Math.min.apply(null, options.map(function (option) {
        return Number((option.dataset.parts || "").split(" ")[part]) || 0;
      }));
      var number = link.querySelector(".count") || link.appendChild(document.createElement("span"));
      number.className = "count";
      number.textContent = options.length ? " (" + (!link.href ? count : (most && options.length > 1 ? "до " : "") + most) + ")" : "";
      if (link.href) link.search = query;
      if (isLater && most && !next) next = link;
      isLater = isLater || !link.href;
    });
    return options.length ? next : null;
  }
  function start(form) {
    var target = document.getElementById(form.dataset.filters);
    if (!target) return;
    var rows = Array.from(target.querySelectorAll("[data-facets]")).map(function (element) {
      return { element: element, facets: element.dataset.facets.split(" ") };
    });
    var shown = form.querySelector(".filters-shown");
    var reset = form.querySelector(".filters-reset");
    var none = document.querySelector("[data-filters-none]");
    var note = document.querySelector("[data-filtered-note]");
    var selects = Array.from(form.querySelectorAll("select"));
    var groups = Array.from(target.querySelectorAll("[data-filter-group]"));
    var fold = form.querySelector("[data-fold]");
    var total = shown.textContent;
    var parts = document.querySelectorAll("[data-filter-parts]");

    function apply() {
      var wanted = selects.filter(function (select) { return select.value; })
        .map(function (select) { return select.name + ":" + select.value; });
      var count = 0, next = null;
      rows.forEach(function (row) {
        var fits = wanted.every(function (facet) { return row.facets.indexOf(facet) >= 0; });
        row.element.hidden = !fits;
        if (fits) count += 1;
      });
      // A heading under which nothing is left goes too.
      groups.forEach(function (group) { group.hidden = !group.querySelector("[data-facets]:not([hidden])"); });
      var set = selects.filter(function (select) { return select.value; });
      selects.forEach(function (select) { select.parentNode.classList.toggle("is-chosen", Boolean(select.value)); });
      var options = set.map(function (select) { return select.selectedOptions[0]; });
      var chosen = options.map(function (option) { return option.textContent; }).join(", ");
      shown.textContent = wanted.length ? "Показано " + count + " із " + rows.length + ": " + chosen : total;
      reset.hidden = !wanted.length;
      if (none) none.hidden = count > 0;
      if (note) {
        note.hidden = !wanted.length;
        calendar(note, options.length === 1 && options[0].dataset.calendar ? options[0] : null);
      }
      parts.forEach(function (one) { next = tellParts(one, options, count, address()); });
      return count ? null : next;
    }
    function address() {
      var query = new URLSearchParams();
      selects.forEach(function (select) { if (select.value) query.set(select.name, select.value); });
      return query.toString();
    }
    function fromAddress() {
      var query = new URLSearchParams(location.search);
      selects.forEach(function (select) {
        var value = query.get(select.name) || "";
        var known = Array.from(select.options).some(function (option) { return option.value === value; });
        select.value = known ? value : "";
      });
      return apply();
    }
    form.addEventListener("change", function () {
      var words = address();
      try { history.pushState(null, "", (words ? "?" + words : location.pathname) + location.hash); } catch (refused) { /* a page opened from disk keeps its address */ }
      apply();
    });
    if (fold) fold.addEventListener("click", function () {
      fold.setAttribute("aria-expanded", String(form.classList.toggle("is-open")));
    });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    document.addEventListener("click", function (event) {
      if (!event.target.closest(".filters-reset, [data-filters-none] a")) return;
      event.preventDefault();
      selects.forEach(function (select) { select.value = ""; });
      form.dispatchEvent(new Event("change"));
      selects[0].focus();
      // On a phone it may be folded away.
      if (fold && document.activeElement !== selects[0]) fold.focus();
    });
    window.addEventListener("popstate", fromAddress);
    // A link names the answers and not the part: what has nothing here leads on to where it has.
    var next = fromAddress();
    if (next) location.replace(next.href);
  }
  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("form[data-filters]").forEach(start);
  });
})();
