// The search of the archive. It reads index files that lie beside it and asks nobody.
(function () {
  "use strict";
  var MOST = 50;
  var box = document.getElementById("q");
  var list = document.getElementById("found");
  var status = document.getElementById("status");
  // The words are those of the page.
  var said = document.getElementById("shards").dataset;
  var names = said.names.split(" ").filter(Boolean);
  var rows = [];
  var waiting = names.length;
  var failed = 0;

  // Small letters without their marks, so that "Lodz" finds "Łódź".
  function plain(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
      .replace(/[łøđ]/g, function (c) { return { "ł": "l", "ø": "o", "đ": "d" }[c]; });
  }

  function words(text) {
    return plain(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  }

  // Index files call this: [address, day, headline, lines].
  window.attacheIndex = function (part) {
    part.forEach(function (row) {
      rows.push({ href: row[0], day: row[1], title: row[2], text: row[3], top: " " + words(row[2]).join(" "), all: " " + words(row[2] + " " + row[3]).join(" ") });
    });
  };

  function score(row, terms) {
    var sum = 0;
    for (var i = 0; i < terms.length; i += 1) {
      if (row.top.indexOf(" " + terms[i]) >= 0) { sum += 3; }
      else if (row.all.indexOf(" " + terms[i]) >= 0) { sum += 1; }
      else { return 0; }
    }
    return sum;
  }

  // The words around the first hit.
  function excerpt(row, terms) {
    var pieces = row.text.split(/(\s+)/);
    var at = pieces.findIndex(function (piece) { return hit(piece, terms); });
    var from = Math.max(0, at - 24);
    return (from > 0 ? "… " : "") + pieces.slice(from, from + 80).join("").trim() + (from + 80 < pieces.length ? " …" : "");
  }

  function hit(piece, terms) {
    return words(piece).some(function (word) {
      return terms.some(function (term) { return word.indexOf(term) === 0; });
    });
  }

  function marked(element, text, terms) {
    text.split(/(\s+)/).forEach(function (piece) {
      if (hit(piece, terms)) {
        var mark = document.createElement("mark");
        mark.textContent = piece;
        element.appendChild(mark);
      } else {
        element.appendChild(document.createTextNode(piece));
      }
    });
    return element;
  }

  function item(row, terms) {
    var li = document.createElement("li");
    var head = document.createElement("h2");
    var link = document.createElement("a");
    link.href = row.href;
    head.appendChild(marked(link, row.title, terms));
    li.appendChild(head);
    if (row.day) {
      var day = document.createElement("p");
      day.className = "when";
      day.textContent = row.day;
      li.appendChild(day);
    }
    if (row.text) { li.appendChild(marked(document.createElement("p"), excerpt(row, terms), terms)); }
    return li;
  }

  function show() {
    var terms = words(box.value);
    list.textContent = "";
    if (!terms.length) { status.textContent = ""; return; }
    var found = rows.map(function (row) { return { row: row, score: score(row, terms) }; })
      .filter(function (one) { return one.score > 0; });
    found.sort(function (a, b) {
      return b.score - a.score || (a.row.day < b.row.day ? 1 : a.row.day > b.row.day ? -1 : 0) || (a.row.href < b.row.href ? -1 : 1);
    });
    found.slice(0, MOST).forEach(function (one) { list.appendChild(item(one.row, terms)); });
    var text = found.length === 0 ? said.none : found.length === 1 ? said.one : counted(said.many, found.length);
    if (found.length > MOST) { text += " " + counted(said.most, MOST); }
    if (waiting > 0) { text += " " + said.waiting; }
    if (failed > 0) { text += " " + counted(said.failed, failed); }
    status.textContent = text;
  }

  function counted(text, n) {
    return text.replace("{n}", String(n));
  }

  function load(name) {
    var script = document.createElement("script");
    script.src = name;
    script.onload = function () { waiting -= 1; show(); };
    script.onerror = function () { waiting -= 1; failed += 1; show(); };
    document.body.appendChild(script);
  }

  // ↓ and ↑ go from the box through what is found and back.
  function step(event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") { return; }
    var links = Array.prototype.slice.call(list.querySelectorAll("a"));
    var at = links.indexOf(document.activeElement);
    if (at < 0 && document.activeElement !== box) { return; }
    var next = event.key === "ArrowDown" ? at + 1 : at - 1;
    var target = next < 0 ? box : links[next];
    if (target) { event.preventDefault(); target.focus(); }
  }

  document.addEventListener("keydown", step);
  document.addEventListener("keydown", function (event) {
    if (event.key === "/" && document.activeElement.tagName !== "INPUT") { event.preventDefault(); box.focus(); }
  });
  box.addEventListener("input", show);
  box.form.addEventListener("submit", function (event) {
    event.preventDefault();
    history.replaceState(null, "", "?q=" + encodeURIComponent(box.value));
    show();
  });
  box.value = new URLSearchParams(location.search).get("q") || "";
  if (box.value) { box.focus(); }
  names.forEach(load);
}());
