// The search of the archive. It reads index files that lie beside it and asks nobody.
(function () {
  "use strict";
  var MOST = 50;
  var LETTER = /[\p{L}\p{N}]/u;
  var box = document.getElementById("q");
  var list = document.getElementById("found");
  var status = document.getElementById("status");
  // The words are those of the page.
  var said = document.getElementById("shards").dataset;
  var names = said.names.split(" ").filter(Boolean);
  var shards = [];
  var waiting = names.length;
  var failed = 0;
  var later = 0;
  var patience = 200;

  // Small letters without their marks, so that "Lodz" finds "Łódź".
  function plain(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
      .replace(/[łøđ]/g, function (c) { return { "ł": "l", "ø": "o", "đ": "d" }[c]; });
  }

  function words(text) {
    return plain(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  }

  // Index files call this: [address, day, headline, lines]. All of a file is folded at once, a row a line, so that a
  // file of thousands of rows takes some thousandths of a second.
  window.attacheIndex = function (part) {
    var line = function (text) { return text.replace(/[\n\t]/g, " "); };
    var text = "\n" + plain(part.map(function (row) { return line(row[2]) + "\t" + line(row[3]); }).join("\n")) + "\n";
    var starts = [];
    for (var at = text.indexOf("\n"); at < text.length - 1; at = text.indexOf("\n", at + 1)) { starts.push(at); }
    shards.push({ rows: part, text: text, starts: starts });
  };

  // The rows of a file with a word that begins so: by their place, 3 where it stands in the headline, else 1.
  function hits(shard, term) {
    var found = new Map();
    var row = 0;
    for (var at = shard.text.indexOf(term); at >= 0; at = shard.text.indexOf(term, at + 1)) {
      if (LETTER.test(shard.text[at - 1])) { continue; }
      while (row + 1 < shard.starts.length && shard.starts[row + 1] < at) { row += 1; }
      // The first one of a row decides: the headline stands before the lines.
      if (!found.has(row)) { found.set(row, at < shard.text.indexOf("\t", shard.starts[row]) ? 3 : 1); }
      at = shard.starts[row + 1] === undefined ? shard.text.length : Math.max(at, shard.starts[row + 1] - 1);
    }
    return found;
  }

  function search(terms) {
    var found = [];
    shards.forEach(function (shard) {
      var all = terms.map(function (term) { return hits(shard, term); });
      all[0].forEach(function (sum, row) {
        for (var i = 1; i < all.length; i += 1) {
          if (!all[i].has(row)) { return; }
          sum += all[i].get(row);
        }
        var of = shard.rows[row];
        found.push({ href: of[0], day: of[1], title: of[2], text: of[3], score: sum });
      });
    });
    return found.sort(function (a, b) {
      return b.score - a.score || (a.day < b.day ? 1 : a.day > b.day ? -1 : 0) || (a.href < b.href ? -1 : 1);
    });
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
    var found = search(terms);
    found.slice(0, MOST).forEach(function (one) { list.appendChild(item(one, terms)); });
    var text = found.length === 0 ? said.none : found.length === 1 ? said.one : counted(said.many, found.length);
    if (found.length > MOST) { text += " " + counted(said.most, MOST); }
    if (waiting > 0) { text += " " + said.waiting; }
    if (failed > 0) { text += " " + counted(said.failed, failed); }
    status.textContent = text;
  }

  function counted(text, n) {
    return text.replace("{n}", String(n));
  }

  // Files are read side by side and taken in order, the newest first. What is found is shown as they come, now and then.
  function load(name) {
    var script = document.createElement("script");
    script.src = name;
    script.async = false;
    script.onload = taken;
    script.onerror = function () { failed += 1; taken(); };
    document.body.appendChild(script);
  }

  function taken() {
    waiting -= 1;
    if (waiting === 0) { clearTimeout(later); later = 0; show(); }
    else if (!later) { later = setTimeout(function () { later = 0; patience = 1000; show(); }, patience); }
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
