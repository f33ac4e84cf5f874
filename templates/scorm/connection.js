// The practice page in a course → what was earned, told to the platform as SCORM 1.2 says (Run-Time Environment,
// sections 3.3 and 3.4). Where there is no platform, nothing happens.
(() => {
  const words = JSON.parse(document.body.dataset.words);
  const note = document.createElement("p");
  let api = null;
  let started = 0; // when this session began
  let entered = ""; // the status that it began with
  let done = false;
  let before = 0; // the best percentage before this round
  let best = 0;

  // --- finding the platform: in this window and those around it, then in those that opened them

  const outwards = function* (from) {
    for (let at = from; at; at = at.parent === at ? null : at.parent) yield at;
  };
  const adapter = (place) => {
    try {
      return typeof place.API.LMSInitialize === "function" ? place.API : null;
    } catch {
      return null; // there is none, or the window belongs to another site
    }
  };
  const found = () => {
    const openers = [window.opener, window.top.opener].flatMap((opener) => [...outwards(opener)]);
    return [...outwards(window), ...openers].map(adapter).find(Boolean) ?? null;
  };

  // --- talking to it: whatever it does, the page goes on

  const call = (name, ...values) => {
    try {
      return String(api[name](...values));
    } catch {
      return "false";
    }
  };
  const get = (name) => call("LMSGetValue", `cmi.${name}`);
  const set = (name, value) => call("LMSSetValue", `cmi.${name}`, value) === "true";
  const commit = () => call("LMSCommit", "") === "true";

  const percentage = (value) => Math.round(Math.min(100, Math.max(0, value || 0)) * 100) / 100;
  const timespan = (milliseconds) => {
    const hundredths = Math.floor(milliseconds / 10);
    const digits = (value, count) => String(Math.floor(value)).padStart(count, "0");
    const seconds = `${digits((hundredths / 100) % 60, 2)}.${digits(hundredths % 100, 2)}`;
    return `${digits(hundredths / 360000, 4)}:${digits((hundredths / 6000) % 60, 2)}:${seconds}`;
  };
  const status = () => {
    if (!done) return "incomplete";
    const mastery = Number.parseFloat(get("student_data.mastery_score"));
    if (Number.isNaN(mastery)) return entered === "passed" ? entered : "completed";
    return best >= mastery ? "passed" : "failed";
  };
  const tellTime = () => {
    set("core.session_time", timespan(performance.now() - started));
    set("core.exit", done ? "" : "suspend");
  };

  const connect = () => {
    api = found();
    if (api && call("LMSInitialize", "") !== "true") api = null;
    if (!api) return;
    started = performance.now();
    entered = get("core.lesson_status");
    done = ["completed", "passed", "failed"].includes(entered);
    best = before = percentage(Number(get("core.score.raw")));
    if (!done) set("core.lesson_status", "incomplete"); // else leaving would count as completing
    commit();
  };
  const report = () => {
    set("core.score.min", "0"); // these two need not be known to a platform
    set("core.score.max", "100");
    const taken = [set("core.score.raw", String(best)), set("core.lesson_status", status())];
    tellTime();
    const text = [...taken, commit()].every(Boolean) ? (done ? words.reported : words.reported_part) : words.not_reported;
    note.textContent = text.replace("{percent}", String(best).replace(".", words.decimal_mark));
  };
  const leave = () => {
    if (!api) return;
    tellTime();
    call("LMSFinish", "");
    api = null;
  };

  // --- listening to the page

  const answered = (question) => {
    if (question.dataset.kind === "open") return question.querySelector(".assess input:checked") !== null;
    if (question.dataset.kind === "ordering") return "moved" in question.dataset;
    const fields = [...question.querySelectorAll(".answer :is(input, select)")];
    const picks = fields.filter((field) => ["radio", "checkbox"].includes(field.type));
    if (!picks.length) return fields.every((field) => field.value.trim() !== "");
    return picks.some((pick) => pick.checked) || nothingToPick(question);
  };
  const nothingToPick = (question) =>
    question.dataset.kind === "choice" && !question.querySelector("[data-right=true]");

  document.getElementById("setup").addEventListener("submit", () => { before = best; });
  document.addEventListener("practised", ({ detail }) => {
    if (!api) return;
    best = Math.max(before, percentage((100 * detail.points) / detail.most));
    done ||= detail.finished && detail.unasked === 0 && detail.questions.every(answered);
    report();
  });
  document.getElementById("total").after(note);
  note.setAttribute("role", "status");
  window.addEventListener("pageshow", connect);
  window.addEventListener("pagehide", leave);
})();
