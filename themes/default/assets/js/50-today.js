// What «today» changes on a page: the day in a month's grid, the month in a strip, where a list by months begins, the first
// screen of the home page.
// Dates come from the page itself (`time[datetime]`), so a page built long ago still shows the right day.
(function () {
  "use strict";
  var WEEKDAYS = ["неділя", "понеділок", "вівторок", "середа", "четвер", "п’ятниця", "субота"];
  var MONTHS = ["січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня", "листопада", "грудня"];
  var two = function (number) { return (number < 10 ? "0" : "") + number; };
  var iso = function (date) { return date.getFullYear() + "-" + two(date.getMonth() + 1) + "-" + two(date.getDate()); };
  var days = function (from, until) { return (Date.parse(until) - Date.parse(from)) / 86400000; };

  function markGrid(today) {
    var cell = document.querySelector('.day[data-date="' + today + '"]');
    if (cell) cell.querySelector(".day-number").after(say(cell, "day-today", "сьогодні"));
  }
  // On a phone there is no grid: the list of days says it too.
  function markDay(today) {
    var title = document.querySelector("#d" + today + " > .group-title");
    if (title) title.firstChild.after(" ", say(title, "group-today", "сьогодні"));
  }
  // Marks what stands for today for those who hear the page; gives the word for those who see it.
  function say(place, className, word) {
    place.setAttribute("aria-current", "date");
    return element("span", className, word);
  }
  function markMonths(month) {
    document.querySelectorAll('.months-link[data-month="' + month + '"]').forEach(function (link) {
      link.setAttribute("aria-current", "date");
    });
    document.querySelectorAll('.group[data-month="' + month + '"] > .group-title').forEach(function (title) {
      title.firstChild.after(" ", say(title, "group-today", "зараз"));
    });
  }
  // A list by months begins with the one at hand: those before it are folded away, and a link to one of them opens them.
  // A list of nothing but what is over stays as it is.
  function foldPast(month) {
    var lists = Array.from(document.querySelectorAll(".group[data-month]")).filter(function (group) {
      var before = group.previousElementSibling;
      return !group.closest("[data-agenda]") && !(before && before.dataset.month);
    });
    lists.forEach(function (group) {
      var past = [];
      for (; group && group.dataset.month < month; group = group.nextElementSibling) past.push(group);
      if (!past.length || !group || !group.dataset.month) return;
      var title = function (at) { return at.querySelector(".group-title").firstChild.textContent.trim().toLowerCase(); };
      var from = title(past[0]), until = title(past[past.length - 1]);
      var fold = element("details", "past");
      fold.append(element("summary", "", "Раніше: " + (past[1] ? from.replace(until.slice(-5), "") + "\u00a0– " : "") + until));
      past[0].before(fold);
      past.forEach(function (one) { fold.append(one); });
    });
    var reveal = function (hash) {
      var target = hash && document.getElementById(hash.slice(1)), fold = target && target.closest(".past");
      if (fold) fold.open = true;
      return target;
    };
    document.addEventListener("click", function (event) {
      var link = event.target.closest("a");
      if (link) reveal(link.hash);
    });
    var wanted = lists.length && reveal(location.hash);
    if (wanted) wanted.scrollIntoView();
  }
  // The dated spans within `place` that are short enough to be «on» on a certain day.
  function spans(row, place) {
    return Array.from(place.querySelectorAll("time[datetime]")).map(function (time) {
      var from = time.getAttribute("datetime").slice(0, 10);
      return { from: from, until: time.dataset.until || from, time: time, row: row };
    }).filter(function (span) { return span.from.length === 10 && days(span.from, span.until) <= 7; });
  }
  function plural(count, one, few, many) {
    var tens = count % 100, ones = count % 10;
    return count + "\u00a0" + (ones === 1 && tens !== 11 ? one : ones > 1 && ones < 5 && (tens < 12 || tens > 14) ? few : many);
  }
  // «завтра», «за 3 дні»
  function ahead(today, day) {
    var count = days(today, day);
    return count === 1 ? "завтра" : count < 60 ? "за " + plural(count, "день", "дні", "днів") : "за " + plural(Math.round(count / 30.4), "місяць", "місяці", "місяців");
  }
  function element(name, className, text) {
    var made = document.createElement(name);
    made.className = className;
    if (text) made.textContent = text;
    return made;
  }
  // A row of the year's list once more, with the one date that brought it here and how far that is.
  function entry(span, today) {
    var row = span.row.cloneNode(true);
    var when = row.querySelector(".row-when");
    if (!when) return row;
    var date = element("p", "row-dates");
    date.append(span.time.cloneNode(true));
    when.replaceChildren(date);
    if (span.from > today) when.prepend(element("p", "now-in", ahead(today, span.from)));
    return row;
  }
  function fill(list, spans, today, empty) {
    if (spans.length) {
      var ul = element("ul", "rows");
      spans.forEach(function (span) { ul.append(entry(span, today)); });
      list.append(ul);
    } else if (empty) list.append(element("p", "empty", empty));
    else list.hidden = true;
  }
  // What the month at hand and the next one hold beside exact days: two ways to their pages.
  function monthsAhead(place, groups, current) {
    groups.slice(current, current + 2).forEach(function (group) {
      var title = group.querySelector(".group-title a"), count = group.querySelector(".count");
      if (!title) return;
      var link = element("a", "button", title.textContent);
      link.href = title.getAttribute("href");
      if (count) link.append(" ", count.cloneNode(true));
      place.append(link, " ");
    });
  }
  function home(now) {
    var box = document.querySelector("[data-now]");
    var agenda = document.querySelector("[data-agenda]");
    if (!box || !agenda) return;
    var today = iso(now), month = today.slice(0, 7);
    box.querySelector(".now-weekday").textContent = WEEKDAYS[now.getDay()];
    box.querySelector(".now-day").textContent = now.getDate();
    box.querySelector(".now-month").textContent = MONTHS[now.getMonth()] + " " + now.getFullYear();
    var sunday = iso(new Date(now.getFullYear(), now.getMonth(), now.getDate() + (7 - now.getDay()) % 7));
    var found = [], seen = {}, again = {};
    document.querySelectorAll("[data-again] > [data-row]").forEach(function (row) { again[row.dataset.row] = row; });
    agenda.querySelectorAll(".row").forEach(function (row) {
      var href = row.querySelector(".row-text a").getAttribute("href");
      spans(row, row).forEach(function (span) {
        var key = span.from + href;
        if (span.until >= today && !seen[key]) found.push(span);
        seen[key] = true;
      });
      // Of what comes again and again, the next time.
      if (!again[href]) return;
      found = found.concat(spans(row, again[href]).filter(function (span) { return span.until >= today; }).slice(0, 1));
      delete again[href];
    });
    found.sort(function (a, b) { return a.from < b.from ? -1 : a.from > b.from ? 1 : 0; });
    var on = found.filter(function (span) { return span.from <= today; });
    var week = found.filter(function (span) { return span.from > today && span.from <= sunday; });
    var next = found.filter(function (span) { return span.from > sunday; }).slice(0, 3);
    var list = function (name) { return box.querySelector('[data-list="' + name + '"]'); };
    fill(list("today"), on, today, "На сьогодні план точної дати не називає.");
    fill(list("week"), week, today, "");
    fill(list("next"), next, today, week.length ? "" : "Дат попереду план не називає; те, що має лише місяць, — у списках нижче.");

    // The year's list shrinks to this month and the next; the strip opens any other.
    var groups = Array.from(agenda.querySelectorAll("[data-month]"));
    var current = groups.findIndex(function (group) { return group.dataset.month >= month; });
    // After the last month of the plan everything stays in view.
    if (current < 0) return;
    monthsAhead(list("months"), groups, current);
    var wanted = location.hash.slice(1);
    groups.forEach(function (group, index) {
      group.hidden = index !== current && index !== current + 1 && group.id !== wanted;
    });
    document.querySelectorAll(".agenda .months-link").forEach(function (link) {
      link.addEventListener("click", function () {
        var id = link.hash.slice(1);
        groups.forEach(function (group) { group.hidden = group.id !== id; });
      });
    });
  }
  document.addEventListener("DOMContentLoaded", function () {
    var now = new Date();
    markGrid(iso(now));
    markDay(iso(now));
    markMonths(iso(now).slice(0, 7));
    foldPast(iso(now).slice(0, 7));
    home(now);
  });
})();
