// What «today» changes on a page: the day in a month's grid, the month in a strip, the first screen of the home page.
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
    if (!cell) return;
    cell.setAttribute("aria-current", "date");
    var word = document.createElement("span");
    word.className = "day-today";
    word.textContent = "сьогодні";
    cell.querySelector(".day-number").after(word);
  }
  function markMonths(month) {
    document.querySelectorAll('.months-link[data-month="' + month + '"]').forEach(function (link) {
      link.setAttribute("aria-current", "date");
    });
  }
  // The dated spans of a row that are short enough to be «on» on a certain day.
  function spans(row) {
    return Array.from(row.querySelectorAll("time[datetime]")).map(function (time) {
      var from = time.getAttribute("datetime").slice(0, 10);
      return { from: from, until: time.dataset.until || from };
    }).filter(function (span) { return span.from.length === 10 && days(span.from, span.until) <= 7; });
  }
  function fill(list, rows, empty) {
    if (rows.length) {
      var ul = document.createElement("ul");
      ul.className = "rows";
      rows.forEach(function (row) { ul.append(row.cloneNode(true)); });
      list.append(ul);
    } else if (empty) {
      var words = document.createElement("p");
      words.className = "empty";
      words.textContent = empty;
      list.append(words);
    } else list.hidden = true;
  }
  function home(now) {
    var box = document.querySelector("[data-now]");
    var agenda = document.querySelector("[data-agenda]");
    if (!box || !agenda) return;
    var today = iso(now), month = today.slice(0, 7);
    box.querySelector(".now-weekday").textContent = WEEKDAYS[now.getDay()];
    box.querySelector(".now-day").textContent = now.getDate();
    box.querySelector(".now-month").textContent = MONTHS[now.getMonth()] + " " + now.getFullYear();
    var monday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - (now.getDay() + 6) % 7);
    var sunday = new Date(monday.getFullYear(), monday.getMonth(), monday.getDate() + 6);
    var week = [iso(monday), iso(sunday)];
    var lists = { today: [], week: [], next: [] };
    var seen = {};
    agenda.querySelectorAll(".row").forEach(function (row) {
      spans(row).forEach(function (span) {
        var key = span.from + row.querySelector(".row-text a").getAttribute("href");
        if (seen[key]) return;
        seen[key] = true;
        if (span.from <= today && today <= span.until) lists.today.push(row);
        else if (span.from <= week[1] && span.until >= week[0]) lists.week.push(row);
        else if (span.from > week[1]) lists.next.push({ from: span.from, row: row });
      });
    });
    lists.next.sort(function (a, b) { return a.from < b.from ? -1 : a.from > b.from ? 1 : 0; });
    fill(box.querySelector('[data-list="today"]'), lists.today, "На сьогодні точної дати не призначено.");
    fill(box.querySelector('[data-list="week"]'), lists.week, "");
    fill(box.querySelector('[data-list="next"]'), lists.next.slice(0, 3).map(function (found) { return found.row; }), "");

    // The year's list shrinks to this month and the next; the strip opens any other.
    var groups = Array.from(agenda.querySelectorAll("[data-month]"));
    var current = groups.findIndex(function (group) { return group.dataset.month >= month; });
    if (current < 0) current = 0;
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
    markMonths(iso(now).slice(0, 7));
    home(now);
  });
})();
