"use strict";
// The practice page at work: shuffles, marks and adds up. It fetches nothing and keeps nothing;
// a script that listens for "practised" hears what was earned.
(() => {
  const words = JSON.parse(document.body.dataset.words);
  const one = (root, query) => root.querySelector(query);
  const all = (root, query) => [...root.querySelectorAll(query)];
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const figure = (value) => String(Math.round(value * 100) / 100).replace(".", words.decimal_mark);

  // --- shuffling

  const shuffled = (things) => {
    const found = [...things];
    for (let i = found.length - 1; i > 0; i -= 1) {
      const j = Math.floor(Math.random() * (i + 1));
      [found[i], found[j]] = [found[j], found[i]];
    }
    return found;
  };
  const rank = (option) => ({ first: 0, last: 2 })[option.dataset.pin] ?? 1;
  const inPlace = (nodes, order) => order.forEach((node) => node.parentNode.append(node));

  const arrange = {
    choice(question) {
      const options = all(question, ".option");
      inPlace(options, shuffled(options).sort((a, b) => rank(a) - rank(b)));
    },
    matching(question) {
      const entries = all(question, ".entry");
      const order = shuffled(entries);
      inPlace(entries, order);
      for (const select of all(question, "select")) {
        select.replaceChildren(new Option(words.choose, ""), ...order.map(lettered));
      }
    },
    ordering(question) {
      const steps = all(question, ".step");
      let order = shuffled(steps);
      if (order.every((step, i) => step === steps[i])) order = order.reverse();
      inPlace(steps, order);
    },
  };
  const letter = (i) => (i < 26 ? "" : letter(Math.floor(i / 26) - 1)) + String.fromCharCode(65 + (i % 26));
  const lettered = (entry, i) => {
    const { plain, entry: number } = entry.dataset;
    return new Option(plain ? `${letter(i)}: ${plain}` : letter(i), number);
  };

  // --- marking: each function gives the share of the points that was earned

  const tidy = (text, exact) => {
    const found = text.normalize("NFC").trim().replace(/\s+/g, " ");
    return exact ? found : found.toLowerCase();
  };
  const fits = (text, parts, exact) => {
    const [first, ...rest] = parts.map((part) => tidy(part, exact));
    const given = tidy(text, exact);
    if (!rest.length) return given === first;
    if (!given.startsWith(first)) return false;
    let from = first.length;
    const last = rest.pop();
    for (const part of rest) {
      const at = given.indexOf(part, from);
      if (at < 0) return false;
      from = at + part.length;
    }
    return given.endsWith(last) && given.length - last.length >= from;
  };
  const accepted = (text, answers, exact) => answers.some((parts) => fits(text, parts, exact));

  const numeral = (text, unit) => {
    let found = text.normalize("NFKC").replace(/[\s']/g, "").replace(/[\u2212\u2013]/g, "-");
    const shortUnit = unit.normalize("NFKC").replace(/\s/g, "");
    if (shortUnit && found.toLowerCase().endsWith(shortUnit.toLowerCase())) {
      found = found.slice(0, -shortUnit.length);
    }
    const mark = words.decimal_mark;
    const group = mark === "." ? "," : ".";
    const grouped = new RegExp(`^[-+]?[1-9]\\d{0,2}(\\${group}\\d{3})+(\\${mark}\\d+)?$`);
    if (grouped.test(found)) found = found.split(group).join("");
    found = found.replace(",", ".");
    return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(found) ? Number(found) : NaN;
  };

  const stamp = (place, right) => {
    const mark = one(place, ".mark");
    mark.textContent = right ? `✓ ${words.right}` : `✗ ${words.wrong}`;
    place.classList.add(right ? "is-right" : "is-wrong");
    return right;
  };
  const counted = (places, holds) => {
    const rights = places.filter((place, i) => stamp(place, holds(place, i)));
    return rights.length / places.length;
  };

  const marked = {
    choice(question, key) {
      const options = all(question, ".option");
      const picked = options.filter((option) => one(option, "input").checked);
      for (const option of options) {
        const right = option.dataset.right === "true";
        if (right || picked.includes(option)) {
          stamp(option, right);
          all(option, ".feedback").forEach((feedback) => { feedback.hidden = false; });
        }
      }
      const share = picked.reduce((sum, option) => sum + Number(option.dataset.share), 0);
      return key.multiple ? Math.min(1, Math.max(0, share)) : share;
    },
    truefalse(question, key) {
      const picked = one(question, "input:checked");
      if (!picked) return 0;
      return picked.value === String(key.answer) ? 1 : Number(key.wrong);
    },
    short(question, key) {
      return Number(accepted(one(question, "input").value, key.answers, key.case));
    },
    numeric(question, key) {
      const value = numeral(one(question, "input").value, key.unit);
      const slack = 1e-12 * Math.max(Math.abs(Number(key.low)), Math.abs(Number(key.high)));
      return Number(value >= Number(key.low) - slack && value <= Number(key.high) + slack);
    },
    matching(question, key) {
      const pairs = all(question, ".pair");
      return counted(pairs, (pair, i) => one(pair, "select").value === String(key.pairs[i]));
    },
    ordering(question) {
      const share = counted(all(question, ".step"), (step, i) => step.dataset.place === String(i));
      return "moved" in question.dataset ? share : 0; // what chance put in its place is no answer
    },
    gaps(question, key) {
      const gaps = all(question, ".gap");
      return counted(gaps, (gap) => accepted(one(gap, "input").value, key.gaps[gap.dataset.gap], key.case));
    },
    open: () => null, // judged by whoever wrote it
  };

  // --- the course of a practice

  const setup = document.getElementById("setup");
  const quiz = document.getElementById("quiz");
  const list = document.getElementById("questions");
  const result = document.getElementById("result");
  const total = document.getElementById("total");
  const finish = document.getElementById("finish");
  const originals = all(list, ".question");
  let instant = true;
  let earned = new Map();

  const worth = (question) => Number(question.dataset.worth);
  const verdict = (share) => (share >= 1 ? words.right : share > 0 ? words.partly : words.wrong);

  const tell = (question) => {
    const share = earned.get(question);
    const points = { points: figure((share ?? 0) * worth(question)), total: figure(worth(question)) };
    one(question, ".result").textContent =
      share === null ? words.assess : `${verdict(share)} ${filled(words.score, points)}`;
  };
  const announce = (questions, points) => {
    const most = originals.reduce((found, each) => found + worth(each), 0);
    const unasked = originals.length - questions.length;
    const detail = { questions, points, most, unasked, finished: !result.hidden };
    document.dispatchEvent(new CustomEvent("practised", { detail }));
  };
  const sum = () => {
    const questions = all(list, ".question");
    const points = questions.reduce((found, each) => found + (earned.get(each) ?? 0) * worth(each), 0);
    const most = questions.reduce((found, each) => found + worth(each), 0);
    total.textContent = filled(words.score, { points: figure(points), total: figure(most) });
    announce(questions, points);
  };

  const mark = (question) => {
    if (earned.has(question)) return;
    const { kind, key } = question.dataset;
    earned.set(question, marked[kind](question, JSON.parse(key)));
    all(question, ".answer :is(input, select, textarea, button)").forEach((field) => { field.disabled = true; });
    one(question, ".check").hidden = true;
    one(question, ".solution").hidden = false;
    tell(question);
  };

  const move = (button) => {
    const step = button.closest(".step");
    const up = button.classList.contains("up");
    const other = up ? step.previousElementSibling : step.nextElementSibling;
    if (!other) return;
    if (up) other.before(step);
    else other.after(step);
    button.focus();
    step.closest(".question").dataset.moved = "";
    const steps = all(step.parentNode, ".step");
    const place = { place: steps.indexOf(step) + 1, count: steps.length };
    one(step.closest(".question"), ".moved").textContent = filled(words.moved, place);
  };

  const begin = () => {
    instant = one(setup, "input[name=mode]:checked").value === "instant";
    const most = Math.max(1, Math.min(originals.length, Number(one(setup, "#many").value) || 1));
    earned = new Map();
    list.replaceChildren(...shuffled(originals).slice(0, most).map((each) => each.cloneNode(true)));
    all(list, ".question").forEach((question, i) => {
      one(question, ".number").textContent = String(i + 1);
      one(question, ".check").hidden = !instant;
      arrange[question.dataset.kind]?.(question);
    });
    setup.hidden = true;
    quiz.hidden = false;
    result.hidden = true;
    finish.hidden = false;
    one(list, "h2").focus();
  };

  const end = () => {
    all(list, ".question").forEach(mark);
    finish.hidden = true;
    result.hidden = false;
    sum();
    result.focus();
  };

  setup.addEventListener("submit", (event) => { event.preventDefault(); begin(); });
  finish.addEventListener("click", end);
  document.getElementById("again").addEventListener("click", () => {
    quiz.hidden = true;
    setup.hidden = false;
    one(setup, "button").focus();
  });
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.classList.contains("check")) {
      mark(button.closest(".question"));
      sum();
      one(button.closest(".question"), ".result").focus();
    } else move(button);
  });
  list.addEventListener("change", (event) => {
    const question = event.target.closest(".question");
    if (!event.target.closest(".assess")) return;
    earned.set(question, Number(event.target.value));
    tell(question);
    sum();
  });
  list.replaceChildren();
  setup.hidden = false;
})();
