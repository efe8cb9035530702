/* The search box of every page. On the first use it adds the scripts of the search (classic ones,
 * so that it works from disk and under script-src 'self'); then it shows results while one types.
 *
 * A page offers: <form data-search action="…/search.html" data-search-root="…/" (how this page
 * reaches the root of the site) data-search-scripts="…" (search-language.js, search-reader.js,
 * search-query.js, search-recovery.js, search.js and the index, in this order, or joined into one)>
 * with input[type=search][name=q]. It may offer an <ol id="results">, a [role=status] and, on the
 * search page, a [data-search-filters] box; what is missing is made here, with classes that begin
 * with search-. Without this script the form leads to the search page, which lists what to browse.
 *
 * window.planSearch(query, options) gives a promise of the results, best first. Options: section,
 * person, form, college, kind (ids), month (1 to 12), limit, typing (true: the last word may be
 * unfinished; false: it is whole; left out: it is whole if there is such a word). */
(function () {
  'use strict';

  var SHOWN = 8;
  var SHOWN_ON_PAGE = 30;
  var FILTERS = [['section', 'Розділ'], ['person', 'Відповідальний'], ['form', 'Форма'],
    ['month', 'Місяць'], ['kind', 'Що шукати']];
  var MONTHS = ['січень', 'лютий', 'березень', 'квітень', 'травень', 'червень', 'липень', 'серпень',
    'вересень', 'жовтень', 'листопад', 'грудень'];
  var KIND_NAMES = { entry: 'пункти плану', item: 'підпункти', practice: 'педагогічний досвід',
    'research-work': 'роботи учнів', person: 'особи', group: 'групи', college: 'заклади освіти',
    'methodical-section': 'методичні секції', section: 'розділи', page: 'сторінки' };
  var SLASH_KEY = 'plan-search-slash';

  var form = document.querySelector('form[data-search]');
  var input = form && form.querySelector('input[type="search"]');
  if (!input) return;
  var isPage = Boolean(document.querySelector('[data-search-filters]'));
  var siteRoot = form.getAttribute('data-search-root') || '';
  var loading = null;
  var asked = 0;
  var parts = findParts();

  window.planSearch = function (query, options) {
    return load().then(function () { return window.planSearchEngine(query, options); });
  };

  // ------------------------------------------------------------ loading

  function load() {
    if (!loading) {
      var addresses = (form.getAttribute('data-search-scripts') || '').split(/\s+/).filter(Boolean);
      loading = Promise.all(addresses.map(addScript)).then(function () {
        if (!window.planSearchEngine) throw new Error('the index did not fit its scripts');
      });
      loading.catch(function () {
        loading = null;
        say('Не вдалося завантажити пошук. Перевірте з’єднання та спробуйте ще раз.');
      });
    }
    return loading;
  }

  /* Not async: they are fetched together and run in their order. */
  function addScript(address) {
    return new Promise(function (resolve, reject) {
      var script = document.createElement('script');
      script.src = address;
      script.async = false;
      script.onload = resolve;
      script.onerror = reject;
      document.head.appendChild(script);
    });
  }

  // ------------------------------------------------------------ the parts of the page

  function findParts() {
    var status = document.querySelector('[data-search-status]') || form.querySelector('[role="status"]');
    var results = document.getElementById('results');
    var panel = results ? results.parentNode : element('div', 'search-panel');
    if (!results) {
      results = element('ol', 'search-results');
      results.id = 'results';
      panel.appendChild(results);
      form.appendChild(panel);
      panel.hidden = true;
    }
    if (!status) {
      status = element('p', 'search-status');
      status.setAttribute('role', 'status');
      panel.parentNode.insertBefore(status, panel);
    }
    var notes = element('div', 'search-notes');
    var direct = element('ul', 'search-direct');
    direct.setAttribute('aria-label', 'Сторінки з такою назвою');
    var more = element('a', 'search-more');
    notes.hidden = direct.hidden = more.hidden = true;
    panel.insertBefore(direct, results);
    panel.insertBefore(notes, direct);
    panel.insertBefore(more, results.nextSibling);
    results.setAttribute('aria-label', 'Результати пошуку');
    input.setAttribute('autocomplete', 'off');
    input.setAttribute('aria-controls', 'results');
    return { status: status, results: results, panel: panel, notes: notes, direct: direct, more: more };
  }

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function clear(node) {
    while (node.firstChild) node.removeChild(node.firstChild);
  }

  // ------------------------------------------------------------ asking

  function ask(typing) {
    var query = input.value;
    var turn = asked += 1;
    var options = filters();
    if (typing) options.typing = true;
    if (!query.trim() && !isFiltered(options)) return show(null, query);
    return load().then(function () {
      if (turn === asked) show(window.planSearchEngine(query, options), query, options);
    }, function () {
      // Told by load.
    });
  }

  function filters() {
    var values = {};
    FILTERS.forEach(function (filter) {
      var field = form.elements[filter[0]];
      if (field && field.value) values[filter[0]] = field.value;
    });
    return values;
  }

  function isFiltered(options) {
    return FILTERS.some(function (filter) { return options[filter[0]]; });
  }

  function show(found, query, options) {
    clear(parts.results);
    clear(parts.notes);
    clear(parts.direct);
    parts.notes.hidden = parts.direct.hidden = parts.more.hidden = true;
    if (!found) {
      if (!isPage) parts.panel.hidden = true;
      say('');
      return;
    }
    parts.panel.hidden = false;
    found.notes.forEach(function (note) { parts.notes.appendChild(element('p', '', note.text)); });
    found.direct.forEach(function (result) {
      var row = element('li');
      row.appendChild(titleLink(result));
      parts.direct.appendChild(row);
    });
    addRows(found, 0, isPage ? SHOWN_ON_PAGE : SHOWN);
    if (!found.length && !found.direct.length) {
      parts.notes.appendChild(element('p', '', 'Нічого не знайдено. Спробуйте інше слово, коротшу ' +
        'його частину або номер пункту, наприклад 2.22.'));
    }
    parts.notes.hidden = !parts.notes.firstChild;
    parts.direct.hidden = !parts.direct.firstChild;
    if (found.total > SHOWN && !isPage) showMore(query, options, found.total);
    say(announcement(found));
  }

  /* The first results at once; the search page has a button for the next ones. */
  function addRows(found, from, count) {
    found.slice(from, from + count).forEach(function (result) {
      parts.results.appendChild(resultRow(result));
    });
    var left = found.length - from - count;
    if (!isPage || left <= 0) return;
    var button = element('button', '', 'Показати ще: ' + left);
    var row = element('li', 'search-next');
    button.type = 'button';
    button.addEventListener('click', function () {
      parts.results.removeChild(row);
      addRows(found, from + count, left);
      links()[parts.direct.children.length + from + count].focus();
    });
    row.appendChild(button);
    parts.results.appendChild(row);
  }

  function showMore(query, options, total) {
    parts.more.textContent = 'Показати всі: ' + total;
    parts.more.href = form.getAttribute('action') + address(query, options);
    parts.more.hidden = false;
  }

  function resultRow(result) {
    var row = element('li', 'search-result search-' + result.kind);
    row.appendChild(titleLink(result));
    var facts = [result.section, result.persons.join(', '), result.term].filter(Boolean);
    if (result.parent) row.appendChild(element('p', 'search-parent', result.parent));
    if (facts.length) row.appendChild(element('p', 'search-facts', facts.join(' · ')));
    return row;
  }

  function titleLink(result) {
    var link = element('a');
    link.href = siteRoot + result.url;
    if (result.dataNumber) {
      link.setAttribute('data-number', result.dataNumber);
      link.appendChild(element('span', 'search-number', result.number));
      link.appendChild(document.createTextNode(' '));
    }
    mark(link, result.title, result.marks);
    return link;
  }

  /* The title with the found words marked; a long one is cut to where they stand. */
  function mark(node, title, marks) {
    var from = marks.length && marks[0][0] > 160 ? title.lastIndexOf(' ', marks[0][0] - 60) + 1 : 0;
    var to = title.length - from > 320 ? title.indexOf(' ', from + 300) : title.length;
    if (to < 0) to = title.length;
    var at = from;
    if (from) node.appendChild(document.createTextNode('… '));
    marks.forEach(function (pair) {
      if (pair[0] < at || pair[1] > to) return;
      node.appendChild(document.createTextNode(title.slice(at, pair[0])));
      node.appendChild(element('mark', '', title.slice(pair[0], pair[1])));
      at = pair[1];
    });
    node.appendChild(document.createTextNode(title.slice(at, to)));
    if (to < title.length) node.appendChild(document.createTextNode(' …'));
  }

  function announcement(found) {
    if (!found.total && !found.direct.length) return 'Нічого не знайдено';
    return 'Знайдено: ' + (found.total + found.direct.length);
  }

  function say(text) {
    if (parts.status.textContent !== text) parts.status.textContent = text;
  }

  // ------------------------------------------------------------ the address

  function address(query, options) {
    var search = new URLSearchParams();
    if (query.trim()) search.set('q', query.trim());
    FILTERS.forEach(function (filter) {
      if (options && options[filter[0]]) search.set(filter[0], options[filter[0]]);
    });
    var text = search.toString();
    return text ? '?' + text : '';
  }

  function remember(isNew) {
    var place = location.pathname + address(input.value, filters());
    try {
      if (isNew) history.pushState(null, '', place);
      else history.replaceState(null, '', place);
    } catch (error) {
      /* A page opened from disk may not change its address; the search still works. */
    }
  }

  function readAddress() {
    var search = new URLSearchParams(location.search);
    input.value = search.get('q') || '';
    FILTERS.forEach(function (filter) {
      var field = form.elements[filter[0]];
      if (field) field.value = search.get(filter[0]) || '';
    });
    if (search.toString()) ask(false);
    else show(null, '');
  }

  // ------------------------------------------------------------ filters of the search page

  function addFilters() {
    var box = document.querySelector('[data-search-filters]');
    if (!box) return;
    var facets = window.planSearchEngine.facets;
    FILTERS.forEach(function (filter) {
      var rows = filter[0] === 'month'
        ? MONTHS.map(function (name, month) { return { id: String(month + 1), name: name }; })
        : filter[0] === 'kind'
          ? facets.kind.map(function (kind) { return { id: kind, name: KIND_NAMES[kind] }; })
          : facets[filter[0]];
      if (rows.length > 1) box.appendChild(filterField(filter[0], filter[1], rows));
    });
    if (!document.querySelector('input[data-search-slash]')) box.appendChild(slashField());
    box.hidden = false;
    bindSlashSetting();
  }

  function slashField() {
    var holder = element('label', 'search-slash');
    var setting = element('input');
    setting.type = 'checkbox';
    setting.setAttribute('data-search-slash', '');
    holder.appendChild(setting);
    holder.appendChild(document.createTextNode(' Клавіша «/» відкриває пошук'));
    return holder;
  }

  function filterField(name, label, rows) {
    var holder = element('label', 'search-filter');
    var select = element('select');
    select.name = name;
    if (!form.contains(document.querySelector('[data-search-filters]'))) {
      if (!form.id) form.id = 'search-form';
      select.setAttribute('form', form.id);
    }
    select.appendChild(option('', 'будь-що'));
    rows.forEach(function (row) { select.appendChild(option(row.id, row.name)); });
    select.addEventListener('change', function () {
      remember(true);
      ask(false);
    });
    holder.appendChild(element('span', '', label));
    holder.appendChild(document.createTextNode(' '));
    holder.appendChild(select);
    return holder;
  }

  function option(value, text) {
    var made = element('option', '', text);
    made.value = value;
    return made;
  }

  // ------------------------------------------------------------ keys

  function links() {
    return Array.prototype.slice.call(parts.panel.querySelectorAll('a[href]:not([hidden])'));
  }

  function move(step) {
    var all = links();
    var next = all.indexOf(document.activeElement) + step;
    if (next < 0 || !all.length) input.focus();
    else if (next < all.length) all[next].focus();
  }

  function onKey(event) {
    if (event.isComposing) return;
    var isInside = form.contains(event.target) || parts.panel.contains(event.target);
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey &&
        (event.code === 'KeyK' || event.key === 'k' || event.key === 'K')) {
      event.preventDefault();
      open();
    } else if (event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey &&
        isSlashOn() && !isEditable(event.target)) {
      event.preventDefault();
      open();
    } else if (isInside && event.key === 'ArrowDown' && event.target.tagName !== 'SELECT') {
      event.preventDefault();
      move(1);
    } else if (isInside && event.key === 'ArrowUp' && event.target.tagName !== 'SELECT') {
      event.preventDefault();
      move(-1);
    } else if (event.key === 'Escape' && isInside) {
      close(event);
    }
  }

  function open() {
    input.focus();
    input.select();
  }

  /* Escape first gives the focus back to the box, then empties and closes it. */
  function close(event) {
    if (document.activeElement !== input) {
      event.preventDefault();
      input.focus();
      if (!isPage) parts.panel.hidden = true;
      return;
    }
    asked += 1;
    if (!isPage && !parts.panel.hidden) {
      event.preventDefault();
      parts.panel.hidden = true;
      say('');
    }
  }

  function isEditable(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }

  function isSlashOn() {
    try {
      return localStorage.getItem(SLASH_KEY) !== 'off';
    } catch (error) {
      return true;
    }
  }

  /* The setting that WCAG 2.1.4 asks for: an input[type=checkbox][data-search-slash] anywhere. */
  function bindSlashSetting() {
    var setting = document.querySelector('input[data-search-slash]');
    if (!setting) return;
    setting.checked = isSlashOn();
    setting.addEventListener('change', function () {
      try {
        if (setting.checked) localStorage.removeItem(SLASH_KEY);
        else localStorage.setItem(SLASH_KEY, 'off');
      } catch (error) {
        setting.checked = true;
      }
    });
  }

  // ------------------------------------------------------------ beginning

  document.addEventListener('keydown', onKey);
  input.addEventListener('focus', function () { load().catch(function () {}); });
  input.addEventListener('input', function () {
    if (isPage) remember(false);
    ask(true);
  });
  form.addEventListener('submit', function (event) {
    if (!isPage) return;
    event.preventDefault();
    remember(true);
    ask(false);
  });
  document.addEventListener('click', function (event) {
    if (!isPage && !form.contains(event.target)) parts.panel.hidden = true;
  });
  if (isPage) {
    window.addEventListener('popstate', readAddress);
    load().then(addFilters).then(readAddress).catch(function () {});
  } else {
    bindSlashSetting();
  }
})();
